"""The layers of an image, each a tar archive whose bytes depend on nothing but what the recipe says."""
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or later is needed to make images, and this is %d.%d" % sys.version_info[:2])
import tomllib

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
# Part of every layer's key: to be raised when a layer is made differently.
FORMAT = 1
SUITE = "bookworm"
# What nobody reads in a container.
LEFT_OUT = ("/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*", "/usr/share/lintian/*")
KEYS = {
    "says", "stands-in-for", "debian", "pip", "npm", "compile", "copy", "users", "folders",
    "user", "folder", "entrypoint", "command", "environment",
}  # fmt: skip


def recipe(path):
    with open(path, "rb") as file:
        found = tomllib.load(file)
    unknown = set(found) - KEYS
    if unknown:
        raise SystemExit("%s: no such key: %s; there are %s" % (path, ", ".join(unknown), ", ".join(sorted(KEYS))))
    for key in ("says", "stands-in-for"):
        if key not in found:
            raise SystemExit("%s: %s is missing" % (path, key))
    return found


def anonymous(entry):
    """An archive's entry without who made it when."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    return entry


def tree(folder, inside, target):
    """What is in a folder as an archive, as root's, under another name."""
    with tarfile.open(target, "w") as tar:
        for path in sorted(folder.rglob("*")):
            name = inside.strip("/") + "/" + str(path.relative_to(folder))
            tar.add(path, arcname=name, recursive=False, filter=anonymous)


def quiet(command):
    """Runs it and shows what it says only when it fails."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stdout[-8000:])
        raise subprocess.CalledProcessError(done.returncode, command)


def debian(packages, users, target):
    """The smallest Debian with these packages. Users come first: what the packages' own scripts find they leave."""
    hooks = []
    for name, user in sorted(users.items()):
        passwd = "%s:x:%d:%d::%s:/bin/bash" % (name, user["id"], user["id"], user["home"])
        hooks.append("--essential-hook=echo %s >>\"$1/etc/passwd\"" % passwd)
        hooks.append("--essential-hook=echo %s:x:%d: >>\"$1/etc/group\"" % (name, user["id"]))
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder) / "layer.tar"
        os.environ["SOURCE_DATE_EPOCH"] = "0"
        quiet(
            ["mmdebstrap", "--quiet", "--variant=minbase", "--format=tar", "--include=" + ",".join(packages)]
            + ["--aptopt=Acquire::Languages \"none\"", "--aptopt=Acquire::Retries \"5\""]
            + ["--dpkgopt=path-exclude=" + pattern for pattern in LEFT_OUT]
            # Services are started by nobody while packages are installed.
            + ["--essential-hook=printf '#!/bin/sh\\nexit 101\\n' >\"$1/usr/sbin/policy-rc.d\""]
            + ["--essential-hook=chmod +x \"$1/usr/sbin/policy-rc.d\""]
            + hooks
            + ["--customize-hook=rm -rf \"$1\"/usr/share/doc \"$1\"/var/log/*.log \"$1\"/usr/sbin/policy-rc.d"]
            + [SUITE, str(made)]
        )
        shutil.move(made, target)


def pip_packages(described):
    """Those that the recipe names, and those of a file of requirements but what Debian has to provide."""
    packages = list(described.get("packages", []))
    if "requirements" in described:
        for line in (REPOSITORY / described["requirements"]).read_text(encoding="utf-8").splitlines():
            package = line.partition("#")[0].strip()
            if package and package.partition("==")[0] not in described.get("without", []):
                packages.append(package)
    return sorted(packages)


def pip(packages, complete, into, target):
    """Packages of PyPI, as wheels, for the Python of Debian. A complete list brings what its packages need itself."""
    with tempfile.TemporaryDirectory() as folder:
        quiet(
            [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--only-binary=:all:"]
            + ["--platform", "manylinux2014_" + platform.machine()]
            + ["--platform", "manylinux_2_28_" + platform.machine()]
            + ["--python-version", "3.11", "--implementation", "cp", "--target", folder]
            + (["--no-deps"] if complete else [])
            + packages
        )
        tree(pathlib.Path(folder), into, target)


def npm(packages, target):
    """Commands of npm, where npm itself would put them. No package's script runs, and so none loads anything more."""
    with tempfile.TemporaryDirectory() as folder:
        quiet(
            ["npm", "install", "--global", "--prefix", folder, "--ignore-scripts", "--omit=optional", "--no-audit"]
            + ["--no-fund", "--no-progress", "--loglevel=error"]
            + packages
        )
        tree(pathlib.Path(folder), "/usr/local", target)


def of_packages(described):
    """What the recipe takes from elsewhere: kind, key, and how to make it, each a layer."""
    if "debian" in described:
        packages, users = sorted(described["debian"]), described.get("users", {})
        yield "debian", [SUITE, packages, users], lambda target: debian(packages, users, target)
    if "pip" in described:
        into, wheels = described["pip"]["into"], pip_packages(described["pip"])
        complete = "requirements" in described["pip"]
        yield "pip", [into, wheels], lambda target: pip(wheels, complete, into, target)
    if "npm" in described:
        yield "npm", sorted(described["npm"]), lambda target: npm(sorted(described["npm"]), target)


def compiled(source, folder, target):
    quiet(["gcc", "-static", "-O2", "-Wall", "-Wextra", "-Werror", "-s", "-o", str(target), str(folder / source)])


def files(described, folder, scratch, target):
    """The recipe's own files, folders for its users, and the file that says what the image is."""
    notice = scratch / "STAND-IN"
    notice.write_text("This image is a stand-in for tests: %s\n" % described["says"], encoding="utf-8")
    with tarfile.open(target, "w") as tar:
        tar.add(notice, arcname="STAND-IN", filter=anonymous)
        for name, program in sorted(described.get("compile", {}).items()):
            made = scratch / "program"
            compiled(program, folder, made)
            tar.add(made, arcname=name.strip("/"), filter=anonymous)
        for name, original in sorted(described.get("copy", {}).items()):
            tar.add(REPOSITORY / original, arcname=name.strip("/"), filter=anonymous)
        for name, owner in sorted(described.get("folders", {}).items()):
            entry = tarfile.TarInfo(name.strip("/"))
            entry.type, entry.mode, entry.uid, entry.gid = tarfile.DIRTYPE, 0o755, owner, owner
            tar.addfile(entry)
        source = folder / "files"
        for path in sorted(source.rglob("*")) if source.exists() else ():
            # Folders that the packages made keep their owners and modes.
            if path.is_symlink() or not path.is_dir():
                tar.add(path, arcname=str(path.relative_to(source)), recursive=False, filter=anonymous)
