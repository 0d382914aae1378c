"""Compiler to a generated, static JavaScript file: the browser decides with the same meaning, also offline."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from untwitch.logic.atoms import AtomTable
from untwitch.logic.lines import LineWriter
from untwitch.logic.nodes import Node, fold

RUNTIME = """\
const N=[3,1,2,0];
function L(n,p){let t=0,u=0;for(const x of p){if(x===3)t++;else if(x===2)u++;}return t>=n?3:t+u>=n?2:0;}
function fits(f,v){switch(f.kind){
case"yes_no":return typeof v==="boolean";
case"choice":return f.options.includes(v);
case"choices":return Array.isArray(v)&&v.every(o=>f.options.includes(o));
default:return typeof v==="number"&&v>=f.low&&f.high>=v;}}
function codesOf(f,v){switch(f.kind){
case"yes_no":return[v?3:0];
case"choice":return f.options.map(o=>o===v?3:0);
case"choices":return f.options.map(o=>v.includes(o)?3:0);
default:return f.cuts.map(([c,s])=>v>c||(v===c&&!s)?3:0);}}
function atoms(answers){const a=Uint8Array.from(BLANK);
for(const[id,v]of Object.entries(answers)){
if(!Object.hasOwn(FINDINGS,id))throw new RangeError(`"${id}" is not a finding`);
if(v===null||v===undefined)continue;
const f=FINDINGS[id];if(!fits(f,v))throw new RangeError(`"${id}" has no answer ${String(v)}`);
a.set(codesOf(f,v),f.at);}
return a;}
"""


def source(expressions: Sequence[Node], table: AtomTable, extra: Mapping[str, object] | None = None) -> str:
    """A JavaScript file that sets `untwitchRules` with `atoms(answers)` and `evaluate(atoms)`.

    `evaluate` returns one code an expression: 0 false, 2 unknown, 3 true. `atoms` throws a RangeError that names the
    finding when an answer does not fit it; null is not asked. `extra` is data put beside them.
    """
    writer = LineWriter(table, "N", "L", lambda name, expression: f"const {name}={expression};")
    memo: dict[Node, str] = {}
    results = [fold(e, writer, memo) for e in expressions]
    findings = {
        name: {
            "kind": e.kind,
            "at": table.spans[name][0],
            "options": e.options,
            "cuts": table.cuts.get(name, ()),
            "low": e.low,
            "high": e.high,
        }
        for name, e in table.vocabulary.items()
    }
    return "".join(
        [
            "// Generated from the clinical content. Do not edit.\n'use strict';\n(()=>{\n",
            f"const FINDINGS={_json(findings)};\nconst BLANK={_json(list(table.blank))};\n",
            RUNTIME,
            "function evaluate(a){\n",
            "\n".join(writer.lines),
            f"\nreturn [{','.join(results)}];\n}}\n",
            f"globalThis.untwitchRules=Object.freeze({{atoms,evaluate,data:{_json(extra or {})}}});\n}})();\n",
        ]
    )


def _json(value: object) -> str:
    """JSON that may stand inside a script: nothing in it can close the script element."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True).replace("<", "\\u003c")
