"""Words outside of the translation tags are found; names, codes and machines' words are left."""

import pytest

from tipsite.translations.unreachable import (
    unreachable_in_css,
    unreachable_in_python,
    unreachable_in_template,
)


def in_template(source: str) -> list[str]:
    return [text for _line, text in unreachable_in_template("{% load i18n %}" + source)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Hello</p>", "Hello"),
        ("<p>{{ name }} says</p>", "says"),
        ('<img alt="A bag">', "A bag"),
        ('<nav aria-label="Main">', "Main"),
        ('<a title="More">{{ x }}</a>', "More"),
        ('<input placeholder="Your town">', "Your town"),
        ('<input type="submit" value="Send">', "Send"),
        ('<meta name="description" content="Objects">', "Objects"),
        ('<meta property="og:title" content="Objects">', "Objects"),
        ('<button data-label="Send the tip">{{ x }}</button>', "Send the tip"),
        ("<svg><text>Tips</text></svg>", "Tips"),
        ("<title>Home – {{ site_name }}</title>", "Home –"),
        ('{{ x|default:"No name" }}', "No name"),
        ('{% include "a.html" with label="Read more" %}', "Read more"),
        ("{% if x %}<p>Yes</p>{% endif %}", "Yes"),
        ("<p>Привет</p>", "Привет"),
        ('<{{ level }} title="More">{{ x }}</{{ level }}>', "More"),
    ],
)
def test_words_that_no_translator_can_reach_are_found(source: str, text: str) -> None:
    assert in_template(source) == [text]


@pytest.mark.parametrize(
    "source",
    [
        '<p>{% translate "Hello there" %}</p>',
        "<p>{% blocktranslate %}Hello <b>there</b>{% endblocktranslate %}</p>",
        "<p>{% blocktranslate count n=x %}A tip{% plural %}Tips{% endblocktranslate %}</p>",
        "{% comment %}<p>Hello</p>{% endcomment %}",
        "{# Hello #}",
        "<p>112 – {{ x }} · 5</p>",
        '<img alt="{{ crop.alt }}" class="card big">',
        '<img alt="">',
        '<a href="tel:112">112</a>',
        "<p>JSON</p>",
        '<script type="module" src="x"></script>',
        '<meta name="viewport" content="width=device-width">',
        '{{ day|date:"Y-m-d" }}{{ day|date:"DATE_FORMAT" }}',
        '{% include "a.html" with class="card" level="h2" %}',
        '<input type="hidden" value="some words">',
        '<button data-tip-form data-kind="zoom">{{ x }}</button>',
        '<p>{% translate "Where you saw it" as label %}{{ label }}</p>',
        '{{ x|default:_("No name") }}',
    ],
)
def test_what_needs_no_translator_is_left(source: str) -> None:
    assert in_template(source) == []


def test_the_line_is_the_templates() -> None:
    source = "{% load i18n %}\n{% blocktranslate %}\na\n{% endblocktranslate %}\n<p>Hello</p>"

    assert list(unreachable_in_template(source)) == [(5, "Hello")]


@pytest.mark.parametrize(
    "source",
    [
        'field = CharField(label="Your town")',
        'field = CharField(help_text=f"At most {limit}")',
        'field = CharField(error_messages={"required": "Write something"})',
        'raise ValidationError("Too long")',
        'raise forms.ValidationError("Too long")',
        'return HttpResponse("Go away")',
        "from django.utils.translation import gettext as translated",
        'class Kind(models.TextChoices):\n    BAG = "bag", "Bag"',
        'class Kind(models.TextChoices):\n    BAG = "bag"',
    ],
)
def test_words_in_modules_are_found(source: str) -> None:
    assert len(list(unreachable_in_python(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'field = CharField(label=_("Your town"))',
        'field = CharField(error_messages={"required": _("Write something")})',
        'raise ValidationError(self.messages["required"])',
        'raise ValueError("for us")',
        'return HttpResponse("ok", content_type="text/plain")',
        "from django.utils.translation import gettext_lazy as _",
        'class Kind(models.TextChoices):\n    BAG = "bag", _("Bag")',
    ],
)
def test_words_for_machines_and_marked_words_are_left(source: str) -> None:
    assert list(unreachable_in_python(source)) == []


def test_words_in_style_sheets_are_found() -> None:
    source = 'a::after { content: "→"; }\nb::before { content: attr(x) "New"; }'

    assert list(unreachable_in_css(source)) == [(2, "New")]
