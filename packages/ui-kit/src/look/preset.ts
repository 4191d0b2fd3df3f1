import { definePreset } from '@primeuix/themes'
import aura from '@primeuix/themes/aura/base'
import button from '@primeuix/themes/aura/button'
import dialog from '@primeuix/themes/aura/dialog'
import drawer from '@primeuix/themes/aura/drawer'
import skeleton from '@primeuix/themes/aura/skeleton'

const ACCENT = {
  50: '#eef2fe',
  100: '#dde5fd',
  200: '#bccbfa',
  300: '#92a9f5',
  400: '#6684ee',
  500: '#4164e1',
  600: '#2f50cc',
  700: '#2640a6',
  800: '#213683',
  900: '#1c2c66',
  950: '#131d45',
}

const LIGHT = {
  surface: {
    0: '#ffffff',
    50: '#f6f6f3',
    100: '#eeeeea',
    200: '#e2e2dd',
    300: '#cfcfc9',
    400: '#a3a39d',
    500: '#787872',
    600: '#5c5c57',
    700: '#42423e',
    800: '#2a2a27',
    900: '#191917',
    950: '#0f0f0e',
  },
  primary: {
    color: '{primary.600}',
    contrastColor: '#ffffff',
    hoverColor: '{primary.700}',
    activeColor: '{primary.800}',
  },
  highlight: {
    background: '{primary.50}',
    focusBackground: '{primary.100}',
    color: '{primary.600}',
    focusColor: '{primary.700}',
  },
  formField: {
    borderColor: '#8a8a84',
    hoverBorderColor: '{surface.500}',
    invalidBorderColor: '#d93d35',
    color: '{surface.900}',
    placeholderColor: '#6c6c66',
  },
  text: { color: '{surface.900}', mutedColor: '{surface.600}' },
  content: { background: '{surface.0}', borderColor: '{surface.200}', hoverBackground: '{surface.50}' },
  mask: { background: 'rgba(20,20,16,.46)' },
}

const DARK = {
  surface: {
    0: '#ffffff',
    50: '#f1f1ee',
    100: '#dededa',
    200: '#c9c9c4',
    300: '#b0b0ab',
    400: '#96968f',
    500: '#707077',
    600: '#3d3d42',
    700: '#2b2b2f',
    800: '#202023',
    900: '#18181a',
    950: '#111112',
  },
  primary: { color: '#4a6cea', contrastColor: '#ffffff', hoverColor: '#4164e1', activeColor: '{primary.600}' },
  highlight: { background: '#1b2340', focusBackground: '#25305a', color: '#9db2fb', focusColor: '#bccbfa' },
  formField: {
    background: '#0d0d0e',
    borderColor: '{surface.500}',
    hoverBorderColor: '{surface.400}',
    invalidBorderColor: '#e9564d',
    color: '#f1f1ee',
    placeholderColor: '{surface.400}',
  },
  text: { color: '#f1f1ee', mutedColor: '{surface.300}' },
  content: { background: '{surface.900}', borderColor: '{surface.700}', hoverBackground: '{surface.800}' },
  mask: { background: 'rgba(0,0,0,.62)' },
}

/** Of the library's parts, those that are used: a browser works out the styles of every part that is named here. */
const USED = { ...aura, components: { button, dialog, drawer, skeleton } }

/** PrimeVue's parts in the colours, edges and times of `tokens.css`. */
export const posPreset = definePreset(USED, {
  primitive: { borderRadius: { none: '0', xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '12px' } },
  semantic: {
    transitionDuration: '120ms',
    disabledOpacity: '0.45',
    focusRing: { width: '3px', style: 'solid', color: '{primary.color}', offset: '2px', shadow: 'none' },
    primary: ACCENT,
    formField: { paddingX: '12px', paddingY: '7px', borderRadius: '{border.radius.md}' },
    content: { borderRadius: '{border.radius.xl}' },
    overlay: { modal: { borderRadius: '16px', padding: '24px' }, popover: { borderRadius: '{border.radius.xl}' } },
    colorScheme: { light: LIGHT, dark: DARK },
  },
})
