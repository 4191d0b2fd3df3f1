import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const skipped = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.turbo'])

/** The source files below `folders` of `root`, as `{ path, text }` with paths relative to `root`. */
export function sourceFiles(root, folders) {
  return folders
    .flatMap((folder) => walk(join(root, folder)))
    .map((file) => ({
      path: relative(root, file),
      text: readFileSync(file, 'utf8'),
    }))
}

export function isTest(path) {
  return /\.(test|contract)\.[a-z]+$|\/(test|fixtures)\/|^packages\/testing\//.test(path)
}

/** `path:line` of every line of `files` that `matches`. */
export function linesThat(matches, files) {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (matches(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  )
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(path)
    return /\.(ts|mjs|vue)$/.test(entry.name) ? [path] : []
  })
}
