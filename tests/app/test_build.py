from app.build import STATIC, TEMPLATES, build_id


def test_the_served_folders_are_there() -> None:
    assert (TEMPLATES / "page.html").is_file()
    assert (STATIC / "vendor" / "htmx.min.js").is_file()
    assert (STATIC / "vendor" / "LICENSE-htmx.txt").is_file()


def test_htmx_is_the_version_that_was_chosen() -> None:
    assert 'version:"2.0.10"' in (STATIC / "vendor" / "htmx.min.js").read_text()


def test_a_build_has_one_name() -> None:
    assert build_id() == build_id()
    assert len(build_id()) == 12
