import type { Family } from '../family.ts'

export const personalCare: readonly Family[] = [
  {
    kinds: [
      ['Coconut Shampoo', 'Champú de coco'],
      ['Aloe Shampoo', 'Champú de sábila'],
      ['Anti-Dandruff Shampoo', 'Champú anticaspa'],
      ['Coconut Conditioner', 'Acondicionador de coco'],
      ['Aloe Conditioner', 'Acondicionador de sábila'],
      ['Curl Defining Cream', 'Crema para rizos'],
    ],
    brands: ['Almabella', 'Silvessa'],
    sizes: [
      ['12 fl oz', 1],
      ['25 fl oz', 1.8],
    ],
    price: 499,
    pace: 1,
  },
  {
    kinds: [
      ['Oat Bar Soap', 'Jabón de avena'],
      ['Aloe Bar Soap', 'Jabón de sábila'],
      ['Lavender Body Wash', 'Gel de ducha de lavanda'],
      ['Citrus Body Wash', 'Gel de ducha cítrico'],
      ['Milk and Honey Hand Soap', 'Jabón de manos de leche y miel'],
      ['Sea Breeze Hand Soap', 'Jabón de manos brisa marina'],
    ],
    brands: ['Almabella', 'Brisamara'],
    sizes: [
      [['Single', 'individual'], 1],
      [['3-pack', 'paquete de 3'], 2.6],
    ],
    price: 199,
    pace: 1.3,
  },
  {
    kinds: [
      ['Mint Toothpaste', 'Pasta dental de menta'],
      ['Whitening Toothpaste', 'Pasta dental blanqueadora'],
      ['Sensitive Toothpaste', 'Pasta dental para dientes sensibles'],
      ['Children Toothpaste', 'Pasta dental infantil'],
      ['Mint Mouthwash', 'Enjuague bucal de menta'],
      ['Alcohol-Free Mouthwash', 'Enjuague bucal sin alcohol'],
    ],
    brands: ['Dentalia', 'Clarovel'],
    sizes: [
      [['Travel Size', 'tamaño viajero'], 1],
      [['Full Size', 'tamaño regular'], 2.4],
    ],
    price: 179,
    pace: 1.2,
  },
  {
    kinds: [
      ['Soft Toothbrush', 'Cepillo dental suave'],
      ['Medium Toothbrush', 'Cepillo dental mediano'],
      ['Dental Floss', 'Hilo dental'],
      ['Disposable Razors', 'Navajas desechables'],
      ['Shaving Foam', 'Espuma de afeitar'],
      ['After Shave Balm', 'Bálsamo para después de afeitar'],
      ['Cotton Swabs', 'Hisopos de algodón'],
      ['Cotton Pads', 'Discos de algodón'],
    ],
    brands: ['Dentalia', 'Nubelia'],
    sizes: [
      ['', 1],
      [['Value Pack', 'paquete económico'], 2.5],
    ],
    price: 229,
    pace: 0.9,
  },
  {
    kinds: [
      ['Fresh Deodorant', 'Desodorante fresco'],
      ['Unscented Deodorant', 'Desodorante sin fragancia'],
      ['Body Lotion', 'Loción corporal'],
      ['Shea Butter Lotion', 'Loción de manteca de karité'],
      ['Hand Cream', 'Crema de manos'],
      ['Face Moisturizer', 'Crema hidratante facial'],
      ['Lip Balm', 'Bálsamo labial'],
      ['SPF 30 Sunscreen', 'Protector solar FPS 30'],
      ['SPF 50 Sunscreen', 'Protector solar FPS 50'],
      ['Insect Repellent', 'Repelente de insectos'],
    ],
    brands: ['Silvessa', 'Almabella'],
    sizes: [
      ['3 oz', 1],
      ['8 oz', 2],
    ],
    price: 379,
    pace: 0.8,
  },
]
