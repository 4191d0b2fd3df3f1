/** Held until released, or until the tab is gone, however it goes. */
export type OwnedTab = { readonly release: () => void }

/**
 * Makes this tab the only one of the browser that works under `name`. While another does, `onOtherTab` is called once,
 * and the promise waits until that tab has closed.
 *
 * @example
 * const tab = await ownTab('till', () => show('The register is open in another window'))
 */
export async function ownTab(name: string, onOtherTab: () => void = () => {}): Promise<OwnedTab> {
  return (await request(name, { ifAvailable: true })) ?? (onOtherTab(), waitFor(name))
}

async function waitFor(name: string): Promise<OwnedTab> {
  const tab = await request(name, {})
  if (tab === undefined) throw new Error(`the lock ${name} was not given`)
  return tab
}

/** Undefined when another tab has the lock and this one does not wait. */
function request(name: string, options: { readonly ifAvailable?: boolean }): Promise<OwnedTab | undefined> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, options, (lock) => {
        if (lock === null) return resolve(undefined)
        const { promise, resolve: release } = Promise.withResolvers<void>()
        resolve({ release })
        return promise
      })
      .catch(reject)
  })
}
