from advocacy import features
from advocacy.jobs.registry import known_kinds
from advocacy.paths import shipped

PACKAGE = shipped("templates").parent / "advocacy"


def test_every_module_of_jobs_is_listed():
    modules = [*PACKAGE.glob("*/jobs.py"), *PACKAGE.glob("*/jobs/__init__.py")]
    found = {path.relative_to(PACKAGE).parts[0] for path in modules} - {"commands"}
    assert found == {module.__name__.split(".")[1] for module in features.JOBS}


def test_every_kind_is_named_after_its_feature():
    ours = [kind for kind in known_kinds() if kind.run.__module__.startswith("advocacy.")]
    assert ours
    for kind in ours:
        assert kind.name.split(".")[0] == kind.run.__module__.split(".")[1], kind.name


def test_no_two_loops_have_one_name():
    names = [loop.name for loop in features.LOOPS]
    assert len(names) == len(set(names))
