"""Appeals told in more languages: a draft's translations go with it; a public appeal's are written
by one person and released by another, while the version before stays public.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from appeals import languages
from appeals.exceptions import (
    ChangedMeanwhile,
    NotChecked,
    NotEditable,
    NotReady,
    SamePerson,
    WrongStatus,
)
from appeals.models import Appeal, CropText, Translation, UpdateText, User
from appeals.telling import (
    WORDS,
    Part,
    missing,
    original_sha256,
    parts_of,
    told,
    translation_sha256,
)

from .steps import announce, locked, require_status

_OPEN_TO_WRITERS = (Appeal.Status.DRAFT, Appeal.Status.PUBLISHED, Appeal.Status.CLOSED)


def tell_appeal(
    appeal: Appeal, *, language: str, texts: Mapping[str, str], by: User
) -> Translation | None:
    """Save what is told so far of an appeal in one more language; it may be incomplete.

    What visitors read stays as it is until a complete version is released: with the appeal if that
    is a draft, else by ``release_translation``.

    Args:
        language: one of ``languages.CODES``, not the one that appeals are written in.
        texts: by the keys of ``telling.parts_of``; without any the draft is thrown away.

    Raises:
        NotEditable: the appeal awaits approval or is withdrawn, or this language awaits release.
    """
    with locked(appeal) as current:
        if current.status not in _OPEN_TO_WRITERS:
            raise NotEditable(_("Translations can be written of drafts and of public appeals."))
        version = _unreleased(current, language)
        if version and not version.is_draft:
            raise NotEditable(_("This translation awaits release. Take it back to change it."))
        if current.is_editable:
            # What is released together is released by somebody who had a hand in none of it.
            current.editors.add(by)
        parts = parts_of(current)
        kept = {part.key: texts.get(part.key, "").strip() for part in parts}
        if not any(kept.values()):
            _throw_away(version, by)
            return None
        version = version or Translation(appeal=current, language=language, writers=[])
        _save(version, parts, kept, by)
        announce("translation_saved", version, by, appeal=current.code, language=language)
    return version


def submit_translation(translation: Translation, *, by: User) -> None:
    """Ask for the release of a public appeal's translation.

    Raises:
        WrongStatus: it is no draft, or its appeal is not public.
        NotReady: a part is not told.
    """
    with _locked_version(translation, Translation.State.DRAFT) as version:
        _require_complete(version, parts_of(version.appeal))
        version.writers = _with(version.writers, by)
        _set_state(version, Translation.State.AWAITING_RELEASE, return_reason="")
        _announce("translation_submitted", version, by)


def return_translation(translation: Translation, *, reason: str = "", by: User) -> None:
    """Make a translation that awaits release a draft again: refused with a reason by whoever was to
    release it, or taken back by somebody who wrote it.

    Raises:
        WrongStatus: it does not await release, or its appeal is not public.
    """
    with _locked_version(translation, Translation.State.AWAITING_RELEASE) as version:
        _set_state(version, Translation.State.DRAFT, return_reason=reason)
        _announce("translation_returned", version, by, reason=reason)


def release_translation(
    translation: Translation, *, seen: str, checks: Collection[str], by: User
) -> None:
    """Make a translation of a public appeal public, in place of the version before.

    Args:
        seen: the hash of what ``by`` has looked at, see ``telling.translation_sha256``.
        checks: what of ``Translation.Check`` they have found to be so.

    Raises:
        SamePerson: ``by`` had a hand in it.
        WrongStatus: it does not await release, or its appeal is not public.
        ChangedMeanwhile: it says something else than what they have looked at.
        NotChecked: a check is missing.
    """
    with _locked_version(translation, Translation.State.AWAITING_RELEASE) as version:
        if by.pk in version.writers:
            raise SamePerson(_("You worked on this translation, so somebody else must release it."))
        if seen != translation_sha256(version):
            raise ChangedMeanwhile(
                _("The translation was changed since you opened it. Look at it again, then decide.")
            )
        if not set(Translation.Check.values) <= set(checks):
            raise NotChecked(_("Tick every line, or return the translation to its author."))
        before = version.appeal.translations.public().filter(language=version.language)
        before.update(state=Translation.State.ENDED)
        _make_public(version, by)
        _announce("translation_released", version, by, contents_sha256=seen)


def end_translation(translation: Translation, *, reason: str, by: User) -> None:
    """Take a public translation down; visitors read the original again.

    One person is enough, because taking away cannot show too much.

    Raises:
        WrongStatus: it is not public.
    """
    with _locked_version(translation, Translation.State.PUBLIC) as version:
        _set_state(version, Translation.State.ENDED)
        _announce("translation_ended", version, by, reason=reason)


def submit_with(appeal: Appeal) -> None:
    """Fix the translations of a draft for which approval is asked; its row is locked.

    Raises:
        NotReady: one of them is not complete.
    """
    parts = parts_of(appeal)
    for version in appeal.translations.unreleased().with_texts():
        _require_complete(version, parts)
        _set_state(version, Translation.State.AWAITING_RELEASE)


def return_with(appeal: Appeal) -> None:
    """Let the translations of an appeal change again that is a draft again; its row is locked."""
    waiting = appeal.translations.filter(state=Translation.State.AWAITING_RELEASE)
    waiting.update(state=Translation.State.DRAFT)


def release_with(appeal: Appeal, *, by: User) -> None:
    """Make the translations public that were approved with their appeal; its row is locked."""
    waiting = appeal.translations.filter(state=Translation.State.AWAITING_RELEASE)
    for version in waiting.with_texts():
        _make_public(version, by)


def _unreleased(appeal: Appeal, language: str) -> Translation | None:
    return appeal.translations.unreleased().filter(language=language).first()


@contextmanager
def _locked_version(translation: Translation, state: Translation.State) -> Iterator[Translation]:
    """The version as it is now, in a transaction that holds the row of its public appeal.

    Raises:
        WrongStatus: it is in another state, or its appeal is not public.
    """
    with locked(translation.appeal) as current:
        require_status(current, Appeal.Status.PUBLISHED, Appeal.Status.CLOSED)
        found = current.translations.filter(pk=translation.pk, state=state).with_texts().first()
        if not found:
            raise WrongStatus(_("Somebody else has decided on this translation already."))
        yield found


def _save(version: Translation, parts: list[Part], texts: Mapping[str, str], by: User) -> None:
    for name in WORDS:
        setattr(version, name, texts.get(name, ""))
    version.writers = _with(version.writers, by)
    version.original_sha256 = original_sha256(parts)
    version.written_on = timezone.now()
    version.save()
    version.crop_texts.all().delete()
    CropText.objects.bulk_create(
        CropText(
            translation=version,
            crop=crop,
            alt_text=texts.get(f"crop-{crop.pk}-alt_text", ""),
            caption=texts.get(f"crop-{crop.pk}-caption", ""),
        )
        for crop in {part.crop: None for part in parts if part.crop}
    )
    version.update_texts.all().delete()
    UpdateText.objects.bulk_create(
        UpdateText(translation=version, update_id=int(key.removeprefix("update-")), text=text)
        for key, text in texts.items()
        if key.startswith("update-") and text
    )


def _throw_away(version: Translation | None, by: User) -> None:
    if version:
        _announce("translation_dropped", version, by)
        version.delete()


def _require_complete(version: Translation, parts: list[Part]) -> None:
    lacking = missing(parts, told(version))
    if lacking:
        raise NotReady(
            _("In %(language)s these parts are missing: %(parts)s. Add them, or empty the others.")
            % {
                "language": languages.name_of(version.language),
                "parts": ", ".join(part.label for part in lacking),
            }
        )


def _make_public(version: Translation, by: User) -> None:
    _set_state(
        version,
        Translation.State.PUBLIC,
        approver=by,
        released_on=timezone.now(),
        contents_sha256=translation_sha256(version),
    )


def _set_state(version: Translation, state: Translation.State, **changes: object) -> None:
    for name, value in {"state": state, **changes}.items():
        setattr(version, name, value)
    version.save(update_fields=["state", "writers", *changes])


def _with(writers: list[int], by: User) -> list[int]:
    return writers if by.pk in writers else [*writers, by.pk]


def _announce(act: str, version: Translation, by: User, **detail: object) -> None:
    announce(act, version, by, appeal=version.appeal.code, language=version.language, **detail)
