"""`completion`: the script by which a shell completes verbs, options and names; and those names.

Names come from the small index that a build leaves behind. The project itself is never read for
them: a shell asks at every press of a key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import click
from click.shell_completion import CompletionItem, get_completion_class

from storyforge.cli.options import data

_NAMES = os.path.join(".storyforge", "names")
_STATUSES = ("current", "stale", "missing", "absent", "restorable", "waiting", "locked", "given")
# Bash cuts words at : and = too, which selectors are full of; so the line is cut anew, at white
# space alone, and from each answer goes what bash takes for an earlier word.
_BASH = """\
_storyforge_completion() {
    local line="${COMP_LINE:0:COMP_POINT}" kind value last keep=""
    local -a words
    read -ra words <<< "$line"
    [[ "$line" == *[[:space:]] ]] && words+=("")
    last="${words[${#words[@]}-1]}"
    [[ "$last" == *[:=]* && "$COMP_WORDBREAKS" == *:* ]] && keep="${last%"${last##*[:=]}"}"
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case "$kind" in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("${value#"$keep"}") ;;
        esac
    done < <(
        COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) \\
            _STORYFORGE_COMPLETE=bash_complete "$1"
    )
}
complete -o nosort -F _storyforge_completion storyforge"""
_AFFIX = re.compile(r"(?:.*,)?@?(?:\d*\+)?")  # what may stand before the name that is being written


def nodes(context: click.Context, incomplete: str) -> list[CompletionItem]:
    """Names of pictures that begin so."""
    return [
        CompletionItem(name)
        for name in _names(context)
        if ":" not in name and name.startswith(incomplete)
    ]


def selectors(context: click.Context, incomplete: str) -> list[CompletionItem]:
    """Selectors that begin so; `+s0` and `kind:shot,sc` are gone on with from their last part."""
    affix = _AFFIX.match(incomplete)
    before = affix[0] if affix else ""
    rest = incomplete[len(before) :]
    found = (
        each for each in _selectors(context) if each.startswith(rest) and (rest or ":" not in each)
    )
    return [CompletionItem(before + each) for each in found]


def _selectors(context: click.Context) -> Iterator[str]:
    names = _names(context)
    yield from names
    yield from (f"uses:{name}" for name in names if ":" not in name)
    yield from (f"status:{word}" for word in _STATUSES)


def _names(context: click.Context) -> list[str]:
    folder = str((context.find_root().params or {}).get("project") or ".")
    here = os.path.abspath(folder)
    while not os.path.exists(os.path.join(here, _NAMES)) and here != os.path.dirname(here):
        here = os.path.dirname(here)
    try:
        with open(os.path.join(here, _NAMES), encoding="utf-8") as file:
            return file.read().split()
    except OSError:
        return []


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the completion script of a shell.

    \b
    bash   storyforge completion bash > ~/.local/share/bash-completion/completions/storyforge
    zsh    storyforge completion zsh > ~/.zfunc/_storyforge        (with ~/.zfunc in fpath)
    fish   storyforge completion fish > ~/.config/fish/completions/storyforge.fish
    """
    if shell == "bash":
        data(_BASH)
        return 0
    kind = get_completion_class(shell)
    assert kind is not None
    root = context.find_root().command
    script = kind(root, {}, "storyforge", "_STORYFORGE_COMPLETE")
    data((script.source_template % script.source_vars()).strip())
    return 0
