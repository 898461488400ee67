"""The repositories of the fixture registries: which images exist, under which tags."""

from __future__ import annotations

from dataclasses import dataclass, field

from .images import (
    CREATED,
    DOCKER_FOREIGN_LAYER,
    Manifest,
    config,
    docker,
    dump,
    index,
    layer,
    many,
    oci,
    platform,
    schema1,
)


@dataclass
class Repository:
    """The content of one repository, and what to take away again after the push."""

    tags: dict[str, Manifest] = field(default_factory=dict)
    untagged: list[Manifest] = field(default_factory=list)
    drop_blobs: list[str] = field(default_factory=list)
    drop_manifests: list[str] = field(default_factory=list)


BASE = layer("base", 150_000)
MIDDLE = layer("middle", 7000)
TOP = layer("top", 900)


def simple(name: str, **extra) -> Manifest:
    """An image of two layers that differs from the others by name only."""
    layers = (BASE, layer(name))
    return docker(layers, config(layers, **extra))


def _full_config(layers) -> dict:
    settings = {
        "Hostname": "builder",
        "Domainname": "example.test",
        "User": "1001:0",
        "AttachStdin": False,
        "AttachStdout": True,
        "AttachStderr": True,
        "Tty": True,
        "OpenStdin": True,
        "StdinOnce": True,
        "ExposedPorts": {"8080/tcp": {}, "8443/tcp": {}, "53/udp": {}},
        "Env": ["PATH=/opt/app/bin:/usr/bin", "EMPTY=", "WITH_EQUALS=a=b=c", 'QUOTED="<&>"'],
        "Cmd": ["serve", "--port", "8080"],
        "Entrypoint": ["/usr/bin/tini", "--"],
        "Image": "sha256:" + "ab" * 32,
        "Volumes": {"/data": {}, "/var/cache/app": {}},
        "WorkingDir": "/opt/app",
        "Labels": {
            "io.k8s.description": "A service used by the conformance cases",
            "io.openshift.tags": "one,two",
            "name": "full",
            "empty": "",
            "text": "naïve <b>&amp;</b> ☃",
        },
        "Healthcheck": {
            "Test": ["CMD-SHELL", "curl -f http://localhost:8080/ || exit 1"],
            "Interval": 30000000000,
            "Timeout": 5000000000,
            "Retries": 3,
        },
        "StopSignal": "SIGTERM",
        "Shell": ["/bin/bash", "-c"],
        "OnBuild": ["COPY . /opt/app/src", "RUN make"],
        "ArgsEscaped": True,
        "MacAddress": "02:42:ac:11:00:02",
        "NetworkDisabled": False,
    }
    return config(
        layers,
        author="Conformance Author <author@example.test>",
        comment="built for the conformance cases",
        container="c0ffee" + "0" * 58,
        container_config=settings
        | {"Cmd": ["/bin/sh", "-c", "#(nop) CMD"], "Hostname": "c0ffee000000"},
        config=settings,
        docker_version="20.10.17",
        variant="v1",
        history=[
            {"created": CREATED, "created_by": "ADD file:rootfs in /"},
            {"created": CREATED, "created_by": "ENV EMPTY=", "empty_layer": True},
            {"created": CREATED, "created_by": "RUN make", "author": "someone", "comment": "build"},
            {"created": CREATED, "created_by": "CMD", "empty_layer": True},
            {"created": CREATED, "created_by": "COPY app /"},
        ],
        **{"os.version": "5.10", "os.features": ["seccomp"]},
    )


def _app() -> dict[str, Repository]:
    """Docker schema 2 images of every shape."""
    one, two, three = (BASE,), (BASE, MIDDLE), (BASE, MIDDLE, TOP)
    v1, v2, candidate = simple("one"), simple("two"), simple("candidate")
    big = tuple(layer(f"layer-{i:03}", 30 + 40 * i) for i in range(200))
    windows = (
        BASE.typed(DOCKER_FOREIGN_LAYER, "https://layers.example.test/windows/base"),
        MIDDLE,
    )
    return {
        "app/simple": Repository(
            {
                "latest": v2,
                "v1": v1,
                "1.0.0": v1,
                "1.0.0-rc1": candidate,
                "2.0": v2,
            }
        ),
        "app/other": Repository({"latest": simple("other"), "stable": simple("other-stable")}),
        "app/full": Repository({"latest": docker(three, _full_config(three))}),
        "app/shapes": Repository(
            {
                "minimal": docker(one, {"architecture": "amd64", "os": "linux"}),
                "empty-object": docker(one, raw_config=b"{}"),
                "null-config": docker(one, config(one, config=None, created=None)),
                "no-layers": docker(
                    (), config((), history=[{"created": CREATED, "empty_layer": True}])
                ),
                "repeated-layers": docker((BASE, TOP, BASE, TOP), config((BASE, TOP, BASE, TOP))),
                "arm64": docker(two, config(two, architecture="arm64", variant="v8")),
                "windows": docker(
                    windows, config(windows, os="windows", **{"os.version": "10.0.17763.1"})
                ),
                "offset-time": docker(two, config(two, created="2021-06-30T23:59:59+02:00")),
                "whole-second": docker(one, config(one, created="2019-05-06T07:08:09Z")),
                "healthcheck": docker(
                    one, config(one, config={"Healthcheck": {"Test": ["NONE"]}, "OnBuild": None})
                ),
                "string-cmd": docker(one, config(one, config={"Cmd": "not-a-list"})),
                "bad-time": docker(one, config(one, created="yesterday")),
                "list-config": docker(one, raw_config=b"[]"),
                "not-json": docker(one, raw_config=b"this is not JSON\n"),
                "empty-config": docker(one, raw_config=b""),
                "odd-config-type": docker(
                    one, config_type="application/vnd.example.config.v1+json"
                ),
                "top-level-size": docker(
                    one, config(one, Size=12345, id="feed" * 16, parent="beef" * 16)
                ),
                "case-folded": docker(
                    one,
                    {"Architecture": "mips", "OS": "plan9", "Author": "upper", "created": CREATED},
                ),
                "annotated": docker(one, annotations={"org.example.note": "kept?"}),
            }
        ),
        "app/big": Repository({"latest": docker(big)}),
        "deep/a/b/c/d": Repository({"latest": simple("deep"), "v1": simple("deep-v1")}),
        "toplevel": Repository({"latest": simple("toplevel")}),
        "app/by-digest": Repository(untagged=[simple("untagged")]),
        "app/untagged": Repository(
            {"gone": simple("gone")}, drop_manifests=[simple("gone").digest]
        ),
        "public/app": Repository({"latest": simple("public"), "v1": simple("public-v1")}),
        "moving/app": Repository(
            {"first": simple("first"), "second": simple("second"), "third": simple("third")}
        ),
    }


def _oci() -> dict[str, Repository]:
    two = (BASE, MIDDLE)
    chart = {"name": "chart", "version": "0.1.0", "apiVersion": "v2", "description": "a chart"}
    zstd = TOP.typed("application/vnd.oci.image.layer.v1.tar+zstd")
    loose = TOP.typed("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")
    return {
        "oci/image": Repository(
            {
                "latest": oci(two),
                "no-media-type": oci((BASE, TOP), media_type=False),
                "annotated": oci(two, annotations={"org.opencontainers.image.title": "annotated"}),
                "zstd": oci((BASE, zstd)),
                "nondistributable": oci((BASE, loose)),
                "no-layers": oci(()),
                "full": oci((BASE, MIDDLE, TOP), _full_config((BASE, MIDDLE, TOP))),
            }
        ),
        "oci/artifact": Repository(
            {
                "helm": oci(
                    (TOP.typed("application/vnd.cncf.helm.chart.content.v1.tar+gzip"),),
                    raw_config=dump(chart),
                    config_type="application/vnd.cncf.helm.config.v1+json",
                ),
                "empty": oci(
                    (TOP.typed("text/plain"),),
                    raw_config=b"{}",
                    config_type="application/vnd.oci.empty.v1+json",
                    artifactType="application/vnd.example.note",
                ),
                "binary": oci(
                    (TOP.typed("application/wasm"),),
                    raw_config=b"\x00asm\x01\x00\x00\x00",
                    config_type="application/vnd.wasm.config.v1+json",
                ),
            }
        ),
    }


def _variants() -> dict[str, Manifest]:
    """The same program for several platforms."""
    made = {}
    for name, architecture, os in (
        ("amd64", "amd64", "linux"),
        ("arm64", "arm64", "linux"),
        ("armv6", "arm", "linux"),
        ("armv7", "arm", "linux"),
        ("ppc64le", "ppc64le", "linux"),
        ("s390x", "s390x", "linux"),
        ("windows", "amd64", "windows"),
        ("amd64-again", "amd64", "linux"),
    ):
        layers = (BASE, layer("program-" + name))
        made[name] = docker(layers, config(layers, architecture=architecture, os=os))
        made["oci-" + name] = oci(layers, config(layers, architecture=architecture, os=os))
    return made


def _multi() -> dict[str, Repository]:
    """Manifest lists and indexes."""
    v = _variants()
    amd64, arm64 = platform("amd64"), platform("arm64", variant="v8")
    attestation = oci(
        (layer("attestation").typed("application/vnd.in-toto+json"),),
        config((), architecture="unknown", os="unknown"),
    )
    unknown = platform("unknown", "unknown")
    attested = (
        attestation,
        unknown,
        {
            "annotations": {
                "vnd.docker.reference.type": "attestation-manifest",
                "vnd.docker.reference.digest": v["oci-amd64"].digest,
            }
        },
    )
    common = many([(v["amd64"], amd64), (v["arm64"], arm64)])
    without_arch = many([(v["ppc64le"], platform("ppc64le")), (v["s390x"], platform("s390x"))])
    plain_index = index([(v["oci-amd64"], amd64), (v["oci-arm64"], arm64)])
    gone = simple("gone-child")
    return {
        "multi/docker": Repository(
            {
                "latest": common,
                "wide": many(
                    [
                        (v["arm64"], arm64),
                        (v["armv6"], platform("arm", variant="v6")),
                        (v["armv7"], platform("arm", variant="v7")),
                        (v["ppc64le"], platform("ppc64le")),
                        (v["s390x"], platform("s390x")),
                        (v["amd64"], amd64),
                        (
                            v["windows"],
                            platform("amd64", "windows", **{"os.version": "10.0.17763.1"}),
                        ),
                    ]
                ),
                "no-amd64": without_arch,
                "windows-first": many(
                    [(v["windows"], platform("amd64", "windows")), (v["arm64"], arm64)]
                ),
                "repeated": many(
                    [(v["amd64-again"], platform("amd64", variant="v2")), (v["amd64"], amd64)]
                ),
                "single": many([(v["arm64"], arm64)]),
                "empty": many([]),
                "image": v["amd64"],
            }
        ),
        "multi/oci": Repository(
            {
                "latest": plain_index,
                "no-media-type": index(
                    [(v["oci-arm64"], arm64), (v["oci-amd64"], amd64)], state_type=False
                ),
                "attested": index([(v["oci-amd64"], amd64), attested]),
                "attestation-first": index([attested, (v["oci-arm64"], arm64)]),
                "mixed": index([(v["amd64"], amd64), (v["oci-arm64"], arm64)]),
                "no-platform": index([(v["oci-arm64"], None), (v["oci-s390x"], None)]),
                "nested": index([(plain_index, amd64), (v["oci-arm64"], arm64)]),
                "annotated": index(
                    [(v["oci-amd64"], amd64)], annotations={"org.opencontainers.image.title": "set"}
                ),
                "empty": index([]),
            }
        ),
        "multi/missing-child": Repository(
            {
                "amd64-gone": many([(gone, amd64), (v["arm64"], arm64)]),
                "arm64-gone": many([(v["amd64"], amd64), (gone, arm64)]),
            },
            drop_manifests=[gone.digest],
        ),
    }


def _v1_entry(number: int, parent: int | None, **extra) -> dict:
    """One v1Compatibility entry, as the builders of that time wrote them."""
    ids = [f"{n:064x}" for n in range(0xA0, 0xC0)]
    entry = {
        "id": ids[number],
        "created": f"2015-04-{number + 1:02}T10:00:00.123456789Z",
        "container_config": {"Cmd": ["/bin/sh", "-c", f"step {number}"]},
    }
    return entry | ({"parent": ids[parent]} if parent is not None else {}) | extra


def _schema1() -> dict[str, Repository]:
    newest = {
        "architecture": "amd64",
        "os": "linux",
        "docker_version": "1.9.1",
        "author": "Legacy Author",
        "comment": "from long ago",
        "container": "dead" * 16,
        "config": {
            "Env": ["PATH=/bin"],
            "Cmd": ["run"],
            "ExposedPorts": {"80/tcp": {}},
            "Labels": {"era": "schema1"},
        },
    }
    blank = layer("blank", 1)
    many_layers = [layer(f"old-{i:02}") for i in range(12)]
    count = len(many_layers)
    return {
        "legacy/app": Repository(
            {
                "latest": schema1(
                    "legacy/app",
                    "latest",
                    (TOP, MIDDLE, BASE),
                    (_v1_entry(2, 1, **newest), _v1_entry(1, 0), _v1_entry(0, None)),
                ),
                "single": schema1("legacy/app", "single", (BASE,), (_v1_entry(0, None, **newest),)),
                "sized": schema1(
                    "legacy/app",
                    "sized",
                    (TOP, BASE),
                    (_v1_entry(1, 0, Size=111, **newest), _v1_entry(0, None, Size=222)),
                ),
                "throwaway": schema1(
                    "legacy/app",
                    "throwaway",
                    (blank, TOP, blank, BASE),
                    (
                        _v1_entry(3, 2, throwaway=True, **newest),
                        _v1_entry(2, 1),
                        _v1_entry(1, 0, throwaway=True),
                        _v1_entry(0, None),
                    ),
                ),
            }
        ),
        "legacy/many": Repository(
            {
                "latest": schema1(
                    "legacy/many",
                    "latest",
                    many_layers,
                    [
                        _v1_entry(n, n - 1 if n else None, **(newest if n == count - 1 else {}))
                        for n in reversed(range(count))
                    ],
                )
            }
        ),
    }


ODD_TAGS = (
    "latest v v1 v2 v10 1 2 10 1.0 1.1 1.9 1.10 v1.0 v1.1 01.0 1.02 1.0.0 v1.0.0 1.0.1 1.0.10 "
    "1.0.9 2.0.0 2.0.0-rc1 2.0.0-rc.2 2.0.0-rc.10 2.0.0-alpha 2.0.0-alpha.1 2.0.0-1 2.1-rc1 "
    "v2.1-rc1 2.1 1.1-alpine 1.1-alpine-slim v1.1-alpine 1.0.0-alpine 1.0_beta 1.2.3.4 "
    "2020.01 20200101 0.0 0.0.0 00.1 v0.0.0 V1.0 UPPER Latest latest-1 _under __x a A a.b a-b "
    "a_b sha-0a1b2c3 nightly next vnext v1.x 1.x x 99999999999999999999.0 "
    "1.18446744073709551616 3.0.0-beta-2 3.0.0--1 v3 3.0-rc_1"
)


def _tags() -> dict[str, Repository]:
    """Repositories that matter for their tag lists."""
    choices = [simple(f"tagged-{i}") for i in range(4)]
    versions = ["3.1", "3.10", "3.2", "v3.2", "3.2.1", "latest", "beta"]
    fifty = {f"1.{i}": simple(f"fifty-{i:02}") for i in range(50)}
    return {
        "tags/odd": Repository({tag: choices[i % 4] for i, tag in enumerate(ODD_TAGS.split())}),
        "tags/fifty": Repository(fifty),
        "tags/fifty-one": Repository(
            {f"b{i:03}": choices[i % 4] for i in range(50)} | {"latest": choices[0]}
        ),
        "tags/some-broken": Repository(
            {
                "good": simple("good"),
                "missing-config": simple("missing-config"),
                "not-json": docker((BASE,), raw_config=b"{broken"),
                "latest": simple("good-latest"),
            },
            drop_blobs=[simple("missing-config").info["config"]],
        ),
        "tags/one-broken": Repository(
            {"good": simple("good"), "bad": docker((BASE,), raw_config=b"no")}
        ),
        "tags/mixed-types": Repository(
            {
                "docker": simple("mixed"),
                "oci": oci((BASE, TOP)),
                "list": many(
                    [(simple("mixed"), platform("amd64")), (simple("mixed-arm"), platform("arm64"))]
                ),
                "index": index([(oci((BASE, TOP)), platform("amd64"))]),
            }
        ),
        "tags/long": Repository({"t" * 128: simple("long-tag"), "short": simple("short-tag")}),
        "tags/versions": Repository({tag: choices[i % 4] for i, tag in enumerate(versions)}),
    }


def _broken() -> dict[str, Repository]:
    config_gone, layer_gone = simple("config-gone"), simple("layer-gone")
    return {
        "broken/config-gone": Repository(
            {"latest": config_gone}, drop_blobs=[config_gone.info["config"]]
        ),
        "broken/layer-gone": Repository(
            {"latest": layer_gone}, drop_blobs=[layer("layer-gone").digest]
        ),
    }


def repositories() -> dict[str, Repository]:
    """Every fixture repository, by name."""
    return _app() | _oci() | _multi() | _schema1() | _tags() | _broken()
