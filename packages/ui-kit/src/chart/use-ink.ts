import { onBeforeUnmount, onMounted, shallowRef, type Ref } from 'vue'
import type { ChartInk } from './chart-data.ts'

const SERIES = [1, 2, 3, 4, 5, 6]

/** The colours of the theme the page is in, for what is drawn without CSS. */
export function useInk(): Readonly<Ref<ChartInk>> {
  const ink = shallowRef(readInk())
  const observer = new MutationObserver(() => (ink.value = readInk()))
  onMounted(() => observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] }))
  onBeforeUnmount(() => observer.disconnect())
  return ink
}

function readInk(): ChartInk {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    series: SERIES.map((number) => token(`series-${number}`)),
    before: token('series-before'),
    text: token('text-2'),
    line: token('line'),
    surface: token('surface'),
    font: token('font'),
  }
}
