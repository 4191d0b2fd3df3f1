import type { Family } from '../family.ts'

export const beverages: readonly Family[] = [
  {
    kinds: [
      ['Cola', 'Refresco de cola'],
      ['Diet Cola', 'Refresco de cola de dieta'],
      ['Lemon-Lime Soda', 'Refresco de lima-limón'],
      ['Orange Soda', 'Refresco de naranja'],
      ['Grape Soda', 'Refresco de uva'],
      ['Ginger Ale', 'Refresco de jengibre'],
      ['Tamarind Soda', 'Refresco de tamarindo'],
    ],
    brands: ['Brisolar', 'Nortiva'],
    sizes: [
      ['12 fl oz', 1],
      [['2 Liter', '2 litros'], 2],
      [['6 x 12 fl oz', '6 x 12 fl oz'], 4.4],
    ],
    price: 119,
    pace: 2,
    caseOf: 24,
  },
  {
    kinds: [
      ['Spring Water', 'Agua de manantial'],
      ['Purified Water', 'Agua purificada'],
      ['Sparkling Water', 'Agua con gas'],
      ['Lime Sparkling Water', 'Agua con gas y limón'],
    ],
    brands: ['Nortiva', 'Tidemark'],
    sizes: [
      ['16.9 fl oz', 1],
      [['1 Gallon', '1 galón'], 1.6],
      [['12 x 16.9 fl oz', '12 x 16.9 fl oz'], 5],
    ],
    price: 99,
    pace: 2.6,
    caseOf: 24,
  },
  {
    kinds: [
      ['Orange Juice', 'Jugo de naranja'],
      ['Apple Juice', 'Jugo de manzana'],
      ['Pineapple Juice', 'Jugo de piña'],
      ['Grape Juice', 'Jugo de uva'],
      ['Guava Nectar', 'Néctar de guayaba'],
      ['Mango Nectar', 'Néctar de mangó'],
      ['Pear Nectar', 'Néctar de pera'],
      ['Passion Fruit Drink', 'Bebida de parcha'],
    ],
    brands: ['Verdelia', 'Almarena'],
    sizes: [
      ['10 fl oz', 1],
      ['33.8 fl oz', 2.2],
      [['Half Gallon', 'medio galón'], 3.4],
    ],
    price: 139,
    pace: 1.6,
  },
  {
    kinds: [
      ['Lemon Iced Tea', 'Té frío de limón'],
      ['Peach Iced Tea', 'Té frío de melocotón'],
      ['Lemonade', 'Limonada'],
      ['Fruit Punch', 'Ponche de frutas'],
      ['Orange Sports Drink', 'Bebida deportiva de naranja'],
      ['Blue Sports Drink', 'Bebida deportiva azul'],
      ['Malt Beverage', 'Malta'],
      ['Coconut Water', 'Agua de coco'],
    ],
    brands: ['Brisolar', 'Nortiva'],
    sizes: [
      ['16 fl oz', 1],
      [['6 x 16 fl oz', '6 x 16 fl oz'], 5],
    ],
    price: 159,
    pace: 1.5,
  },
]
