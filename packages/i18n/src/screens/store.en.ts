/** The words of the store manager's pages. A page with many words has a file of its own. */
export const store = {
  area: {
    name: 'Store',
    menu: { devices: 'Devices' },
  },
  signIn: {
    title: 'Sign in to the store',
    user: 'User name',
    password: 'Password',
    submit: 'Sign in',
    toTill: 'Open the register',
  },
} as const
