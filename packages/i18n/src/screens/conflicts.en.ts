/** The words of the conflict inbox. */
export const conflicts = {
  title: 'Conflicts',
  what: 'What is in question',
  noneTitle: 'Nothing to decide',
  noneText: 'Two people who write the same thing without knowing of each other are asked about here.',
  states: { open: 'Open', resolved: 'Decided', dismissed: 'Both kept' },
  titles: {
    field: '{field} of {subject}',
    duplicate_customer: 'Is {subject} here twice?',
  },
  texts: {
    field: 'Two people wrote this without knowing of each other. The later one stands until somebody decides.',
    duplicate_customer: 'Two customers have the same address, phone or tax number. Both stand until somebody decides.',
  },
  sides: {
    field: { local: 'What stood at HQ', remote: 'What came from the store' },
    duplicate_customer: { local: 'The one that was here', remote: 'The one that came' },
  },
  stands: 'Stands now',
  before: 'Before both: {value}',
  nothing: 'nothing',
  yes: 'Yes',
  no: 'No',
  take: 'Take “{value}”',
  verbs: { both: 'Keep both', local: 'Keep the first', remote: 'Keep the second' },
  decided: 'Decided. Every store hears of it.',
}
