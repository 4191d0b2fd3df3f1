// A rule is numbered by its letters and a count, as in RE4: a list item in bold, or the first cell of a table.
const rule = /^(?:- \*\*|\| )([A-Z]{2,}\d+)(?:\*\*| +\|)/gm
// A title begins with the rules its test holds: '[SE26] [SE28] a store builds its catalogue'.
const titled = /['"`]((?:\[[A-Z]{2,}\d+\] ?)+)/g
const mark = /[A-Z]{2,}\d+/g

/** The rules of `specs` that stand in no title of `tests`, and the rules in titles that no spec has. */
export function unmatchedRules(specs, tests) {
  const promised = new Set(specs.flatMap(({ text }) => [...text.matchAll(rule)].map(([, id]) => id)))
  const letters = new Set([...promised].map((id) => id.replace(/\d+$/, '')))
  const held = new Set(
    tests.flatMap(({ text }) => [...text.matchAll(titled)].flatMap(([, ids]) => ids.match(mark) ?? [])),
  )
  return {
    promised: promised.size,
    untested: [...promised].filter((id) => !held.has(id)),
    unknown: [...held].filter((id) => letters.has(id.replace(/\d+$/, '')) && !promised.has(id)),
  }
}
