/** Lines of a lock file that name an address to download from: the registry is the machine's own business. */
export function downloadAddresses(lockFile) {
  return lockFile.split('\n').filter((line) => /tarball:|resolved:?\s|https?:\/\//.test(line))
}

/** Packages of a lock file below a version, each as `name@version`. Pre-releases count up to their last number. */
export function below(floors, lockFile) {
  return Object.entries(floors).flatMap(([name, floor]) =>
    versionsOf(name, lockFile)
      .filter((version) => compare(version, floor) < 0)
      .map((version) => `${name}@${version}`),
  )
}

/** Dependencies of a manifest that are not exact: a range would let a newer, unseen version in. */
export function ranges(manifest) {
  const { dependencies, devDependencies, optionalDependencies } = manifest
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^(catalog:|workspace:\*|(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?)$/.test(version))
    .map(([name, version]) => `${name}: ${version}`)
}

function versionsOf(name, lockFile) {
  const key = new RegExp(`^  '?${name.replace('/', '\\/')}@(\\d[^'(:]*)[^:]*'?:$`, 'gm')
  return [...lockFile.matchAll(key)].map((match) => match[1])
}

const stages = ['alpha', 'beta', 'rc']

function compare(left, right) {
  const [a, b] = [parts(left), parts(right)]
  const index = a.findIndex((part, position) => part !== b[position])
  return index < 0 ? 0 : a[index] - b[index]
}

function parts(version) {
  const [, major, minor, patch, stage, number] = /^(\d+)\.(\d+)\.(\d+)(?:-([a-z]+)\.?(\d+)?)?/.exec(version)
  const rank = stage === undefined ? stages.length : stages.indexOf(stage)
  return [major, minor, patch, rank, number ?? 0].map(Number)
}
