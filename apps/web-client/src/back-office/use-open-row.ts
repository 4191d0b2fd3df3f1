import { useRouter } from 'vue-router'

/** Opens the page of a row of a list: `open(row, isNewTab)`, as DataTablePage tells it. */
export function useOpenRow(name: string): (row: { readonly id: string }, isNewTab: boolean) => void {
  const router = useRouter()
  return ({ id }, isNewTab) => {
    const to = { name, params: { id } }
    if (isNewTab) window.open(router.resolve(to).href, '_blank', 'noopener')
    else void router.push(to)
  }
}
