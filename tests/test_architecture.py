"""Promises that hold for the whole code: which way imports run, and how long a file may be."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each layer may import those before it and itself.
LAYERS = ["base", "organizations", "people", "events", "pages"]
PAGES = {"lmec.urls", "lmec.wsgi"}
CODE = sorted(
    path
    for app in ("lmec", "organizations", "people", "events")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def layer_of(module: str) -> str | None:
    """The layer of a module of the project; None for the modules of others."""
    app = module.partition(".")[0]
    if app == "lmec":
        on_top = module in PAGES or module.startswith(("lmec.api", "lmec.pages"))
        return "pages" if on_top else "base"
    return app if app in LAYERS else None


def imported_by(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= 1, "import another folder by its name"
            package = module_of(path).split(".")
            if path.name != "__init__.py":
                package = package[:-1]
            base = ".".join(package) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            names.add(module)
            names.update(f"{module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", CODE, ids=module_of)
def test_imports_run_downhill(path):
    own = LAYERS.index(layer_of(module_of(path)))
    climbing = {
        name
        for name in imported_by(path)
        if (layer := layer_of(name)) and LAYERS.index(layer) > own
    }
    assert climbing == set()


@pytest.mark.parametrize("path", CODE, ids=module_of)
def test_a_file_can_be_read_in_one_sitting(path):
    assert len(path.read_text().splitlines()) <= 400
