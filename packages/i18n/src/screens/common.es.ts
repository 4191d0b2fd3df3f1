import type { Texts } from './texts.ts'
import type { common as english } from './common.en.ts'

export const common: Texts<typeof english> = {
  save: 'Guardar',
  cancel: 'Cancelar',
  done: 'Listo',
  close: 'Cerrar',
  back: 'Volver',
  tryAgain: 'Intentar de nuevo',
  search: 'Buscar',
  clear: 'Borrar',
  undo: 'Deshacer',
  open: 'Abrir',
  more: 'Más',
  all: 'Todo',
  none: 'Ninguno',
  copy: 'Copiar',
  copied: 'Copiado',
  language: 'Idioma',
  languages: { en: 'English', es: 'Español' },
  theme: 'Apariencia',
  themes: { system: 'Como este dispositivo', light: 'Clara', dark: 'Oscura' },
  unreachable: 'El servidor no responde',
  unreachableText: 'Lo que ve queda como estaba. Nada de lo guardado se pierde.',
  unexpected: 'Algo no funcionó',
  unexpectedText: 'No se cambió nada. Intente otra vez.',
  notFound: 'Esa página no existe',
}
