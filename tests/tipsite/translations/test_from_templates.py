"""Words in templates: what Django would look up is what is found."""

from pathlib import Path

import pytest
from django.template import engines

from tipsite.translations.from_templates import words_of_template
from tipsite.translations.words import Words


def found(source: str, tmp_path: Path) -> list[Words]:
    path = tmp_path / "page.html"
    path.write_text("{% load i18n %}\n" + source)
    engine = engines["django"].engine  # type: ignore[attr-defined]  # the stubs know only the base class
    return list(words_of_template(path, engine=engine, place="page.html"))


def texts(source: str, tmp_path: Path) -> list[tuple[str, str, str]]:
    return [(each.singular, each.plural, each.context) for each in found(source, tmp_path)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Open" %}', ("Open", "", "")),
        ("{% translate 'Open' %}", ("Open", "", "")),
        ('{% translate "Open" as label %}', ("Open", "", "")),
        ('{% translate "Open" context "of an appeal" %}', ("Open", "", "of an appeal")),
        ('{% translate "100 %" %}', ("100 %%", "", "")),
        ("{% blocktranslate %} Hello {% endblocktranslate %}", (" Hello ", "", "")),
        (
            "{% blocktranslate trimmed %}\n  Hello\n  world\n{% endblocktranslate %}",
            ("Hello world", "", ""),
        ),
        (
            "{% blocktranslate with name=x %}By {{ name }} 5 %{% endblocktranslate %}",
            ("By %(name)s 5 %%", "", ""),
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} t{% plural %}{{ n }} ts{% endblocktranslate %}",
            ("%(n)s t", "%(n)s ts", ""),
        ),
        (
            '{% blocktranslate context "noun" %}Open{% endblocktranslate %}',
            ("Open", "", "noun"),
        ),
        ('{{ x|default:_("No name") }}', ("No name", "", "")),
        ('{{ _("No name") }}', ("No name", "", "")),
        ('{% include "a.html" with label=_("No name") %}', ("No name", "", "")),
        ('{% if x == _("No name") %}{% endif %}', ("No name", "", "")),
        ('{% with a=_("No name") %}{% endwith %}', ("No name", "", "")),
    ],
)
def test_every_way_to_mark_words_is_found(
    source: str, expected: tuple[str, str, str], tmp_path: Path
) -> None:
    assert texts(source, tmp_path) == [expected]


def test_words_are_found_wherever_tags_nest(tmp_path: Path) -> None:
    source = """{% block a %}{% for x in y %}{% if x %}{% translate "One" %}{% elif z %}
      {% translate "Two" %}{% else %}{% with a=1 %}{% translate "Three" %}{% endwith %}{% endif %}
      {% empty %}{% translate "Four" %}{% endfor %}{% endblock %}"""

    assert {text for text, _plural, _context in texts(source, tmp_path)} == {
        *("One", "Two", "Three", "Four")
    }


def test_what_is_not_marked_is_not_found(tmp_path: Path) -> None:
    source = """{% translate "Later" noop %}{{ x|default:"a" }}
        {% comment %}{% translate "No" %}{% endcomment %}"""

    assert texts(source, tmp_path) == []


def test_a_comment_for_translators_goes_with_its_text(tmp_path: Path) -> None:
    source = """{# Translators: of an appeal #}
{% translate "Open" %}

{# for us #}{% translate "Closed" %}"""

    assert [each.comments for each in found(source, tmp_path)] == [
        ("Translators: of an appeal",),
        (),
    ]
