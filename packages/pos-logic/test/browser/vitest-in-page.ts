/** What a contract suite uses of vitest, for a page: tests are collected, run one after another, and told as results. */
type Work = () => unknown
type Test = { readonly title: string; readonly work: Work }
export type PageResult = { readonly title: string; readonly error: string | null }

const tests: Test[] = []
const before: Work[] = []
const after: Work[] = []

export const describe = (_: string, work: Work): unknown => work()
export const test = (title: string, work: Work): number => tests.push({ title, work })
export const beforeEach = (work: Work): number => before.push(work)
export const afterEach = (work: Work): number => after.push(work)

export async function runTests(): Promise<PageResult[]> {
  const results: PageResult[] = []
  for (const { title, work } of tests) results.push({ title, error: await outcome(work) })
  return results
}

async function outcome(work: Work): Promise<string | null> {
  try {
    for (const each of before) await each()
    await work()
    for (const each of after) await each()
    return null
  } catch (error) {
    return error instanceof Error ? `${error.message}\n${error.stack}` : String(error)
  }
}

function must(isTrue: boolean, actual: unknown, expected: unknown): void {
  if (!isTrue)
    throw new Error(`expected ${JSON.stringify(expected)?.slice(0, 500)}, got ${JSON.stringify(actual)?.slice(0, 500)}`)
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return left.length === right.size && left.every(([key, value]) => right.has(key) && isEqual(value, right.get(key)))
}

export function expect(actual: unknown) {
  return {
    toBe: (expected: unknown) => must(Object.is(actual, expected), actual, expected),
    toEqual: (expected: unknown) => must(isEqual(actual, expected), actual, expected),
    toBeUndefined: () => must(actual === undefined, actual, undefined),
    toHaveLength: (length: number) => must((actual as { length: number }).length === length, actual, length),
    rejects: {
      async toThrow(expected: new (...given: never[]) => Error) {
        const error = await Promise.resolve(actual).then(
          () => undefined,
          (reason: unknown) => reason,
        )
        must(error instanceof expected, String(error), expected.name)
      },
    },
  }
}
