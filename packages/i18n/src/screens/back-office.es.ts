import type { backOffice as english } from './back-office.en.ts'
import type { Texts } from './texts.ts'

export const backOffice: Texts<typeof english> = {
  saved: '{file} está en sus descargas',
  signOut: 'Cerrar sesión',
  notFound: 'En esta dirección no hay nada',
  notFoundText: 'El menú y Ctrl K llevan a todas las páginas.',
  keys: {
    menu: 'Ir a una página',
    anywhere: 'En todas partes',
    lists: 'En una lista',
    forms: 'En un formulario',
    palette: 'Ir a cualquier parte',
    help: 'Todas las teclas',
    drawer: 'Abrir el menú',
    search: 'Buscar en la lista',
    up: 'Una fila arriba',
    down: 'Una fila abajo',
    open: 'Abrir la fila',
    back: 'Página anterior',
    next: 'Página siguiente',
    export: 'Exportar',
    save: 'Guardar',
    close: 'Cerrar',
    theme: 'Cambiar entre claro y oscuro',
    language: 'Cambiar el idioma',
  },
}
