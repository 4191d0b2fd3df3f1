import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { installUiKit } from '@pos/ui-kit'
import App from './App.vue'
import { createTexts } from './app/texts.ts'
import { followTheme } from './app/theme.ts'
import { createPages } from './router.ts'

followTheme()
const app = createApp(App)
app.use(createPinia())
app.use(createTexts())
installUiKit(app)
app.use(createPages())
app.mount('#app')
