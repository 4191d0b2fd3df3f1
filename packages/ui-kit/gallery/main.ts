import { screenTexts } from '@pos/i18n'
import { createApp } from 'vue'
import { createI18n } from 'vue-i18n'
import { installUiKit } from '../src/index.ts'
import AreaPage from './AreaPage.vue'
import GalleryPage from './GalleryPage.vue'
import TillPage from './TillPage.vue'

/** Shells fill a window: the gallery shows them in frames of their own. */
const SHELLS = new Map([
  ['area', AreaPage],
  ['till', TillPage],
])

const wanted = new URLSearchParams(location.search)
document.documentElement.lang = wanted.get('language') ?? 'en'
document.documentElement.classList.toggle('dark', wanted.get('theme') === 'dark')
const app = createApp(SHELLS.get(wanted.get('show') ?? '') ?? GalleryPage)
app.use(
  createI18n({
    legacy: false,
    locale: wanted.get('language') ?? 'en',
    fallbackLocale: 'en',
    messages: screenTexts,
  }),
)
installUiKit(app, { region: { locale: 'en-US', currency: 'USD', timeZone: 'America/Puerto_Rico' } })
app.mount('#app')
