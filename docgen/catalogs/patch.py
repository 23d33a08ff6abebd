"""Changes to a PO file, entry by entry: whatever is not asked to change keeps its bytes.

polib's own save rewraps and reorders: it changed 39 of the 115 lines of a file that msgcat had written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from docgen.catalogs.message import Entry, Key
from docgen.catalogs.po_file import Block, PoFile, read_po
from docgen.catalogs.po_text import ORDER, entry_lines, line_groups


@dataclass(frozen=True)
class Addition:
    """A new entry, and the entry it follows (None: the header); an obsolete one goes to the end whatever it follows."""

    entry: Entry
    after: Key | None = None


def patch(
    data: bytes,
    changed: Mapping[Key, Entry] | None = None,
    *,
    added: Sequence[Addition] = (),
    removed: Collection[Entry] = (),
    path: str = "",
) -> bytes:
    """Return the file with some entries changed, added or removed.

    `changed` gives the wanted state of entries that are not obsolete, by their present key: only the lines of the
    fields that differ are rewritten. `added` may follow entries by their new key, and each other.

    Raises:
        CatalogError, DocgenErrors: `data` cannot be read; `path` is what errors show.
        KeyError: `changed` or an addition names an entry that is not there.
    """
    return patched(read_po(data, path), changed, added=added, removed=removed)


def patched(
    po: PoFile,
    changed: Mapping[Key, Entry] | None = None,
    *,
    added: Sequence[Addition] = (),
    removed: Collection[Entry] = (),
) -> bytes:
    """Return a file that is read already with some entries changed, as `patch` does."""
    changed = changed or {}
    gone = {(entry.key, entry.obsolete) for entry in removed}
    kept = [block for block in po.blocks if not _is(block, gone)]
    anchors = [_anchor(block, changed) for block in kept]
    _require(changed, [block.entry.key for block in kept if block.entry and not block.entry.obsolete])
    following = _following(added, {anchor for anchor in anchors if anchor})
    last = max((n for n, block in enumerate(kept) if block.entry), default=-1)
    chunks: list[list[str]] = []
    for n, (block, anchor) in enumerate(zip(kept, anchors, strict=True)):
        chunks.append(_rewritten(block, changed, po.newline))
        new = following.get(anchor, []) if anchor else []
        new = new + [a.entry for a in added if a.entry.obsolete] if n == last else new
        for entry in new:
            _insert(chunks, entry, po.newline, more=n + 1 < len(kept))
    return _join(chunks, po)


def _is(block: Block, gone: Collection[tuple[Key, bool]]) -> bool:
    return block.entry is not None and (block.entry.key, block.entry.obsolete) in gone


def _anchor(block: Block, changed: Mapping[Key, Entry]) -> Key | None:
    """Return the key that additions know a block by: an obsolete one is never followed."""
    if block.entry is None or block.entry.obsolete:
        return None
    return changed.get(block.entry.key, block.entry).key


def _require(keys: Iterable[Key], present: Collection[Key]) -> None:
    missing = set(keys) - set(present)
    if missing:
        raise KeyError(f"no such entry: {sorted(missing)}")


def _following(added: Sequence[Addition], anchors: Collection[Key]) -> dict[Key, list[Entry]]:
    """Return the additions under the entry of the file that each follows, directly or behind other additions."""
    root: dict[Key, Key] = {}
    following: dict[Key, list[Entry]] = {}
    for addition in added:
        if addition.entry.obsolete:
            continue
        after = addition.after or ("", "")
        root[addition.entry.key] = root.get(after, after)
        following.setdefault(root[addition.entry.key], []).append(addition.entry)
    _require(following, anchors)
    return following


def _insert(chunks: list[list[str]], entry: Entry, newline: str, *, more: bool) -> None:
    """Put an entry behind the last chunk, with a blank line before it and, if there is more to come, after it."""
    if chunks[-1] and chunks[-1][-1].strip():
        chunks.append([newline])
    chunks.append([line + newline for line in entry_lines(entry)] + [newline] * more)


def _rewritten(block: Block, changed: Mapping[Key, Entry], newline: str) -> list[str]:
    """Return the lines of a block, those of the groups that differ replaced."""
    entry = block.entry
    if entry is None or entry.obsolete or entry.key not in changed:
        return [line.text for line in block.lines]
    before, after = line_groups(entry), line_groups(changed[entry.key])
    lines = [(line.group, line.text) for line in block.lines]
    typed = {(line.group, line.value.rstrip()): line.text for line in block.lines}
    for group in ORDER:
        if before.get(group) != after.get(group):
            new = [(group, _as_typed(group, text, typed) or text + newline) for text in after.get(group, [])]
            at = _place(lines, group)
            lines = lines[:at] + new + [line for line in lines[at:] if line[0] != group]
    return [text for _, text in lines]


def _as_typed(group: str, text: str, typed: Mapping[tuple[str, str], str]) -> str | None:
    """Return a comment line as it stands in the file, if it is there: `#comment` is not made `# comment`."""
    return typed.get((group, text[len(group) :].removeprefix(" "))) if group in ("#", "#.") else None


def _place(lines: list[tuple[str, str]], group: str) -> int:
    """Return where the lines of a group stand, or else would; msgstr, the last group, is in every entry."""
    own = [n for n, (other, _) in enumerate(lines) if other == group]
    later = [n for n, (other, _) in enumerate(lines) if other and ORDER.index(other) > ORDER.index(group)]
    return (own or later)[0]


def _join(chunks: list[list[str]], po: PoFile) -> bytes:
    """Return the file, which ends as it did before: with a blank line, a line ending, or neither."""
    lines = [line for chunk in chunks for line in chunk]
    lines = [line if line.endswith("\n") else line + po.newline for line in lines]
    end = po.blocks[-1].lines[-1].text if po.blocks else "\n"
    while lines and end.strip() and not lines[-1].strip():
        lines.pop()
    if lines and not end.endswith("\n"):
        lines[-1] = lines[-1].removesuffix("\n").removesuffix("\r")
    return (po.bom + "".join(lines)).encode()
