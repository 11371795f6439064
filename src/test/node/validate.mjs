// validate.mjs FILE: checks the objects in a JSON array against the schemas of the projects whose kinds they are, and prints
// what is wrong, a line each.
import { readFileSync } from "node:fs";
import { Certificate } from "@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate";
import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";

const kinds = {
  "cert-manager.io/v1 Certificate": Certificate,
  "monitoring.coreos.com/v1 ServiceMonitor": ServiceMonitor,
};

for (const object of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const kind = `${object.apiVersion} ${object.kind}`;
  const where = `${kind} ${object.metadata?.name}`;
  if (!kinds[kind]) {
    console.log(`${where}: no schema is known here`);
    continue;
  }
  try {
    new kinds[kind](object).validate();
  } catch (refused) {
    console.log(`${where}: ${refused.message}`);
  }
}
