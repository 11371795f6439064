// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import static io.github.cdk8s.stackstorm.st2.Part.CLIENT_CONFIG;
import static io.github.cdk8s.stackstorm.st2.Part.CONFIG;
import static io.github.cdk8s.stackstorm.st2.Part.CONNECTIONS;
import static io.github.cdk8s.stackstorm.st2.Part.DATASTORE_KEY;
import static io.github.cdk8s.stackstorm.st2.Part.HTPASSWD;
import static io.github.cdk8s.stackstorm.st2.Part.LOGIN_VARIABLES;
import static io.github.cdk8s.stackstorm.st2.Part.PACKS;
import static io.github.cdk8s.stackstorm.st2.Part.SSH_KEY;

import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The catalogue: every service of StackStorm, once. Deployments, Services, budgets, the tables of
 * the documentation and the tests walk this list; a new service is one entry.
 */
public final class St2Services {

  private static final String SIGTERM = "SIGTERM ends it at once";
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /**
   * Longer than {@code exit_still_active_check}, the 300 s that these two wait for their work to
   * end.
   */
  private static final Duration WORK = Duration.ofSeconds(330);

  /** What a service needs that reads encrypted values. */
  private static final List<Part> WITH_KEY = List.of(CONFIG, CONNECTIONS, DATASTORE_KEY);

  /** What root needs to run actions as another user through sudo, and to hand files over to it. */
  private static final List<String> SUDO =
      List.of("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID");

  private static final St2Probes API_PROBES =
      new St2Probes(
          St2Probe.of(
              new St2Probe.TcpOpen(),
              "up to 5 minutes, since it waits 3 for its backends",
              5,
              3,
              60),
          St2Probe.of(
              new St2Probe.TcpOpen(),
              "it listens once it has started, and no path answers 200 without a login",
              10,
              3,
              3),
          St2Probe.of(
              new St2Probe.HttpAlive(),
              "any status line proves a running event loop; an accepted connection proves nothing, since a hung one accepts too",
              20,
              10,
              6));

  private static final St2Probes WORKER_PROBES =
      new St2Probes(
          St2Probe.none("there is no liveness probe to hold back"),
          St2Probe.of(
              new St2Probe.BusConnected(),
              "it has no port; without a connection to the message bus it gets no work",
              10,
              5,
              3),
          St2Probe.none(
              "it ends by itself when it cannot go on, and must not be killed because a backend is away"));

  /** Authentication. */
  public static final St2Service ST2AUTH =
      server("st2auth", 9100)
          .section("auth")
          .description("issues tokens for logins")
          .scaling(Scaling.server(2, "nobody could log in"))
          .parts(List.of(CONFIG, CONNECTIONS, HTPASSWD))
          .waitsFor(List.of(Backend.DATABASE, Backend.COORDINATION))
          .probes(
              new St2Probes(
                  St2Probe.of(
                      new St2Probe.TcpOpen(),
                      "up to 5 minutes, since it waits 3 for its backends",
                      5,
                      3,
                      60),
                  St2Probe.of(
                      new St2Probe.HttpGet("/v1/sso"), "answers 200 without a login", 10, 5, 3),
                  St2Probe.of(
                      new St2Probe.HttpGet("/v1/sso"), "answers 200 without a login", 20, 10, 6)))
          .resources(Resources.requests("50m", "150Mi"))
          .ending(SIGTERM + "; requests under way are lost, so its address is removed first")
          .build();

  /** The REST API. */
  public static final St2Service ST2API =
      server("st2api", 9101)
          .section("api")
          .description("serves the REST API")
          .scaling(Scaling.server(2, "st2web, the command line and ChatOps call it"))
          .parts(List.of(CONFIG, CONNECTIONS, DATASTORE_KEY, PACKS))
          .resources(Resources.requests("50m", "150Mi"))
          .ending(SIGTERM + "; requests under way are lost, so its address is removed first")
          .build();

  /** Server-sent events. */
  public static final St2Service ST2STREAM =
      server("st2stream", 9102)
          .section("stream")
          .description("streams events to st2web and ChatOps")
          .scaling(Scaling.server(2, "st2web and ChatOps listen to it"))
          .parts(List.of(CONFIG, CONNECTIONS))
          .resources(Resources.requests("50m", "150Mi"))
          .ending(SIGTERM + "; clients of a stream connect again")
          .build();

  /** The web UI. */
  public static final St2Service ST2WEB =
      St2Service.builder("st2web")
          .description("serves the web UI and is the gateway to auth, API and stream")
          .tier("frontend")
          .scaling(Scaling.server(2, "it is the way in"))
          .optional(true)
          .port(80)
          .serviceType(ServiceType.NODE_PORT)
          .command(new St2Command.ImageDefault())
          .probes(
              new St2Probes(
                  St2Probe.of(
                      new St2Probe.HttpGet("/"),
                      "up to 2 minutes, while the names of its upstreams appear in DNS",
                      5,
                      3,
                      24),
                  St2Probe.of(new St2Probe.HttpGet("/"), "nginx serves the page itself", 10, 5, 3),
                  St2Probe.of(
                      new St2Probe.HttpGet("/"), "nginx serves the page itself", 20, 10, 6)))
          .resources(Resources.requests("50m", "32Mi"))
          .capabilities(List.of("CHOWN", "DAC_OVERRIDE", "NET_BIND_SERVICE", "SETGID", "SETUID"))
          .preStop(DRAIN)
          .ending("SIGTERM ends nginx at once, so its address is removed first")
          .build();

  /** Rules. */
  public static final St2Service ST2RULESENGINE =
      worker("st2rulesengine")
          .section("rulesengine")
          .description("matches triggers against rules")
          .scaling(Scaling.worker(2))
          .parts(WITH_KEY)
          .resources(Resources.requests("25m", "128Mi"))
          .build();

  /** Timers. */
  public static final St2Service ST2TIMERSENGINE =
      worker("st2timersengine")
          .section("timersengine")
          .description("fires timers")
          .scaling(Scaling.singleton("two of them would fire every timer twice"))
          .optional(true)
          .resources(Resources.requests("10m", "150Mi"))
          .build();

  /** Orquesta workflows. */
  public static final St2Service ST2WORKFLOWENGINE =
      worker("st2workflowengine")
          .section("workflow_engine")
          .description("drives workflows")
          .scaling(Scaling.worker(2))
          .parts(WITH_KEY)
          .resources(Resources.requests("100m", "200Mi"))
          .terminationGracePeriod(WORK)
          .drain(new Drain(null))
          .ending("SIGTERM lets it finish what it has begun, for up to 300 s")
          .build();

  /** Scheduling of executions. */
  public static final St2Service ST2SCHEDULER =
      worker("st2scheduler")
          .section("scheduler")
          .description("hands requested executions to the action runners")
          .scaling(Scaling.worker(2))
          .parts(WITH_KEY)
          .resources(Resources.requests("50m", "150Mi"))
          .ending("SIGTERM ends it within 2 s")
          .build();

  /** Notifications. */
  public static final St2Service ST2NOTIFIER =
      worker("st2notifier")
          .section("notifier")
          .description("sends notifications of finished executions")
          .scaling(Scaling.worker(2))
          .resources(Resources.requests("50m", "128Mi"))
          .build();

  /** Sensors, all in one pod. */
  public static final St2Service ST2SENSORCONTAINER =
      worker("st2sensorcontainer")
          .section("sensorcontainer")
          .description("runs sensors")
          .scaling(Scaling.singleton("two of them would run every sensor twice"))
          .optional(true)
          .parts(List.of(CONFIG, CONNECTIONS, DATASTORE_KEY, PACKS))
          .resources(Resources.requests("50m", "128Mi"))
          .ending("SIGTERM ends it and its sensors within 2 s")
          .build();

  /** Action runners. */
  public static final St2Service ST2ACTIONRUNNER =
      worker("st2actionrunner")
          .section("actionrunner")
          .description("runs actions")
          .scaling(Scaling.worker(5))
          .parts(List.of(CONFIG, CONNECTIONS, DATASTORE_KEY, SSH_KEY, PACKS))
          .resources(Resources.requests("100m", "200Mi"))
          .capabilities(SUDO)
          .terminationGracePeriod(WORK)
          .drain(
              new Drain(
                  "a runner that is the only one abandons its running actions when it is told to end"))
          .ending(
              "SIGTERM lets its actions finish, for up to 300 s, as long as another runner is there")
          .build();

  /** Garbage collection. */
  public static final St2Service ST2GARBAGECOLLECTOR =
      St2Service.builder("st2garbagecollector")
          .section("garbagecollector")
          .description("deletes old executions and their output")
          .scaling(
              Scaling.singleton(
                  "two of them would delete the same objects under each other's feet"))
          .optional(true)
          .parts(List.of(CONFIG, CONNECTIONS))
          .waitsFor(Backend.ALL)
          .probes(
              new St2Probes(
                  St2Probe.none("there is no liveness probe to hold back"),
                  St2Probe.none(
                      "it serves nobody, and uses the message bus only when it has deleted something"),
                  St2Probe.none(
                      "it ends by itself when it cannot go on, and must not be killed because a backend is away")))
          .resources(Resources.requests("10m", "128Mi"))
          .ending(SIGTERM)
          .build();

  /** A pod to type commands in. */
  public static final St2Service ST2CLIENT =
      St2Service.builder("st2client")
          .imageName("st2actionrunner")
          .description("a pod with the command line, to be entered with kubectl exec")
          .scaling(
              Scaling.singleton("two of them would only confuse who looks for the pod to enter"))
          .optional(true)
          .command(new St2Command.Explicit(List.of("sleep", "infinity")))
          .env(Map.of("ST2CLIENT", "1"))
          .parts(List.of(CONFIG, CONNECTIONS, DATASTORE_KEY, SSH_KEY, CLIENT_CONFIG, PACKS))
          .probes(
              new St2Probes(
                  St2Probe.none("there is no liveness probe to hold back"),
                  St2Probe.none("it sleeps until somebody enters it"),
                  St2Probe.none("it sleeps until somebody enters it")))
          .resources(Resources.requests("10m", "64Mi"))
          .capabilities(SUDO)
          .ending("SIGTERM ends the sleep at once")
          .build();

  /** ChatOps. */
  public static final St2Service ST2CHATOPS =
      St2Service.builder("st2chatops")
          .description("connects a chat with StackStorm")
          .scaling(Scaling.singleton("two of them would answer every message twice"))
          .enabled(false)
          .optional(true)
          .port(8081)
          .serviceType(ServiceType.CLUSTER_IP)
          .command(new St2Command.ImageDefault())
          .parts(List.of(LOGIN_VARIABLES))
          .probes(
              new St2Probes(
                  St2Probe.of(
                      new St2Probe.TcpOpen(),
                      "up to 2 minutes, while it logs in and loads its commands",
                      5,
                      3,
                      24),
                  St2Probe.of(
                      new St2Probe.TcpOpen(), "hubot listens once it has started", 10, 3, 3),
                  St2Probe.of(
                      new St2Probe.TcpOpen(),
                      "hubot answers nothing on its port without a script that does",
                      30,
                      5,
                      3)))
          .resources(Resources.requests("25m", "128Mi"))
          .ending(SIGTERM)
          .build();

  private static final List<St2Service> ALL =
      List.of(
          ST2AUTH,
          ST2API,
          ST2STREAM,
          ST2WEB,
          ST2RULESENGINE,
          ST2TIMERSENGINE,
          ST2WORKFLOWENGINE,
          ST2SCHEDULER,
          ST2NOTIFIER,
          ST2SENSORCONTAINER,
          ST2ACTIONRUNNER,
          ST2GARBAGECOLLECTOR,
          ST2CLIENT,
          ST2CHATOPS);

  private St2Services() {}

  /** Called by others: its address is removed before it ends. */
  private static St2ServiceBuilder server(String name, int port) {
    return St2Service.builder(name)
        .port(port)
        .serviceType(ServiceType.CLUSTER_IP)
        .waitsFor(Backend.ALL)
        .probes(API_PROBES)
        .preStop(DRAIN);
  }

  /** Fed by the message bus, called by nobody. */
  private static St2ServiceBuilder worker(String name) {
    return St2Service.builder(name)
        .parts(List.of(CONFIG, CONNECTIONS))
        .waitsFor(Backend.ALL)
        .probes(WORKER_PROBES)
        .ending(SIGTERM);
  }

  /** Every service, in the order of the tables. */
  public static List<St2Service> all() {
    return ALL;
  }
}
