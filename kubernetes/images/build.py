#!/usr/bin/env python3
"""Makes the images of real nodes from packages, into a cache outside the tree, and prints the folder that they are in.

One folder beside this file is one image; its recipe.toml says of what it is made (docs/testing-on-kubernetes.md lists
the keys). An image is an archive that `ctr images import` takes, named by the content of its recipe: it is made once,
and its layers are kept apart, so that an interrupted run goes on where it was and a changed file costs no new
installation. The folder also has `stands-in`: which image stands in for which names of the manifests.
"""
import hashlib
import io
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time

import layers

HERE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "cdk8s-stackstorm/kubernetes"
LABEL = "io.github.cdk8s-stackstorm.stand-in"
DAYS_KEPT = 3
DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def local_name(image):
    """The name under which a node imports it; those of the manifests are tags of it."""
    return "docker.io/cdk8s-stackstorm/%s:stand-in" % image


def digest(data):
    return hashlib.sha256(data).hexdigest()


def file_digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def config(recipe, diff_ids):
    """The image's configuration: what Docker's tools write, without the dates."""
    environment = {"PATH": DEFAULT_PATH, **recipe.get("environment", {})}
    return {
        "architecture": ARCHITECTURES[platform.machine()],
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + diff_id for diff_id in diff_ids]},
        "config": {
            "Env": [name + "=" + value for name, value in sorted(environment.items())],
            "User": recipe.get("user", ""),
            "WorkingDir": recipe.get("folder", "/"),
            "Entrypoint": recipe.get("entrypoint"),
            "Cmd": recipe.get("command"),
            "Labels": {LABEL: recipe["says"]},
        },
    }


def archive(image, recipe, tars, target):
    """An archive of configuration, manifest and layers, written whole or not at all."""
    diff_ids = [file_digest(tar) for tar in tars]
    configuration = json.dumps(config(recipe, diff_ids), sort_keys=True).encode()
    configuration_name = digest(configuration) + ".json"
    manifest = [
        {
            "Config": configuration_name,
            "RepoTags": [local_name(image)],
            "Layers": [diff_id + "/layer.tar" for diff_id in diff_ids],
        }
    ]
    unfinished = target.with_suffix(".new")
    with tarfile.open(unfinished, "w") as tar:
        for name, data in ((configuration_name, configuration), ("manifest.json", json.dumps(manifest).encode())):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
        for diff_id, layer in zip(diff_ids, tars):
            tar.add(layer, arcname=diff_id + "/layer.tar", filter=layers.anonymous)
    os.replace(unfinished, target)


def cached(kind, key, make):
    """The layer of this key, made by `make(path)` if it is not there yet."""
    path = CACHE / "images/layers" / ("%s-%s.tar" % (kind, digest(key.encode())[:16]))
    if not path.exists():
        unfinished = path.with_suffix(".new")
        make(unfinished)
        os.replace(unfinished, path)
    path.touch()
    return path


def content(image, recipe):
    """What the image depends on: its folder, what it copies from elsewhere in the tree, and the builder."""
    files = sorted(path for path in (HERE / image).rglob("*") if not path.is_dir() or path.is_symlink())
    elsewhere = [*recipe.get("copy", {}).values(), *filter(None, [recipe.get("pip", {}).get("requirements")])]
    files += sorted(layers.REPOSITORY / path for path in elsewhere)
    parts = [digest((HERE / name).read_bytes()) for name in ("build.py", "layers.py")]
    for path in files:
        data = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        parts.append("%s %o %s" % (path.relative_to(layers.REPOSITORY), path.lstat().st_mode, digest(data)))
    return digest("\n".join(parts).encode())[:16]


def build(image, recipe, target):
    print("Making image %s: %s" % (image, recipe["says"]), file=sys.stderr)
    folder = HERE / image
    tars = [
        cached(kind, json.dumps([layers.FORMAT, kind, key], sort_keys=True), make)
        for kind, key, make in layers.of_packages(recipe)
    ]
    with tempfile.TemporaryDirectory(dir=CACHE / "images") as scratch:
        files = pathlib.Path(scratch) / "files.tar"
        layers.files(recipe, folder, pathlib.Path(scratch), files)
        archive(image, recipe, tars + [files], target)


def prune(used):
    """What is in use is marked; what nobody has used for days goes, and so does what an interrupted run left."""
    for path in used:
        path.touch()
    oldest = time.time() - DAYS_KEPT * 24 * 3600
    for path in [*(CACHE / "images").iterdir(), *(CACHE / "images/layers").iterdir()]:
        if path.name != "layers" and path.lstat().st_mtime < oldest:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def stands_in(recipes):
    """Lines of a pattern of names and the image that stands in for them; what is more exact comes first."""
    lines = [(pattern, image) for image, recipe in recipes.items() for pattern in recipe["stands-in-for"]]
    lines.sort(key=lambda line: ("*" in line[0], line))
    return "".join("%s %s\n" % line for line in lines)


def main():
    recipes = {path.parent.name: layers.recipe(path) for path in sorted(HERE.glob("*/recipe.toml"))}
    images = CACHE / "images"
    (images / "layers").mkdir(parents=True, exist_ok=True)
    chosen = {}
    for image, recipe in recipes.items():
        chosen[image] = images / ("%s-%s.tar" % (image, content(image, recipe)))
        if not chosen[image].exists():
            build(image, recipe, chosen[image])

    # The whole choice is one folder, named by its content, so that whoever uses one never sees it change.
    text = stands_in(recipes)
    current = images / ("set-" + digest((text + " ".join(map(str, chosen.values()))).encode())[:16])
    if not current.exists():
        unfinished = current.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        for image, path in chosen.items():
            (unfinished / (image + ".tar")).symlink_to(path)
        (unfinished / "stands-in").write_text(text, encoding="utf-8")
        unfinished.rename(current)
    prune([current, *chosen.values()])
    print(current)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit("%s ended with %d; run it again once that is mended" % (failure.cmd[0], failure.returncode))
