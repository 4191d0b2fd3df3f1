import type { Texts } from './texts.ts'
import type { conflicts as en } from './conflicts.en.ts'

/** Las palabras de la bandeja de conflictos. */
export const conflicts: Texts<typeof en> = {
  title: 'Conflictos',
  what: 'De qué se trata',
  noneTitle: 'Nada que decidir',
  noneText: 'Aquí se pregunta cuando dos personas escriben lo mismo sin saber una de la otra.',
  states: { open: 'Abiertos', resolved: 'Decididos', dismissed: 'Quedan ambos' },
  titles: {
    field: '{field} de {subject}',
    duplicate_customer: '¿Está {subject} dos veces?',
  },
  texts: {
    field: 'Dos personas escribieron esto sin saber una de la otra. Vale lo último hasta que alguien decida.',
    duplicate_customer:
      'Dos clientes tienen el mismo correo, teléfono o número fiscal. Quedan ambos hasta que alguien decida.',
  },
  sides: {
    field: { local: 'Lo que había en la central', remote: 'Lo que llegó de la tienda' },
    duplicate_customer: { local: 'El que ya estaba', remote: 'El que llegó' },
  },
  stands: 'Vale ahora',
  before: 'Antes de ambos: {value}',
  nothing: 'nada',
  yes: 'Sí',
  no: 'No',
  take: 'Tomar «{value}»',
  verbs: { both: 'Quedarse con ambos', local: 'Quedarse con el primero', remote: 'Quedarse con el segundo' },
  decided: 'Decidido. Todas las tiendas se enteran.',
}
