import { coloured, type Family, type Size } from '../family.ts'

const adult: readonly Size[] = [
  [['Size S', 'talla S'], 1],
  [['Size M', 'talla M'], 1],
  [['Size L', 'talla L'], 1],
  [['Size XL', 'talla XL'], 1.1],
]

export const clothing: readonly Family[] = [
  {
    kinds: [
      ...coloured(['Cotton T-Shirt', 'Camiseta de algodón'], 'f', ['white', 'black', 'blue', 'red', 'grey']),
      ...coloured(['Polo Shirt', 'Polo de algodón'], 'm', ['white', 'blue', 'green']),
    ],
    brands: ['Telamora'],
    sizes: adult,
    price: 999,
    pace: 0.4,
  },
  {
    kinds: [
      ...coloured(['Linen Guayabera', 'Guayabera de lino'], 'f', ['white', 'blue']),
      ...coloured(['Hooded Sweatshirt', 'Sudadera con capucha'], 'f', ['grey', 'black', 'blue']),
      ...coloured(['Cotton Shorts', 'Pantalón corto de algodón'], 'm', ['black', 'blue', 'grey']),
      ...coloured(['Rain Jacket', 'Chaqueta impermeable'], 'f', ['yellow', 'blue']),
    ],
    brands: ['Costaviva'],
    sizes: adult,
    price: 2299,
    pace: 0.2,
  },
  {
    kinds: [
      ...coloured(['Ankle Socks', 'Medias tobilleras'], 'fp', ['white', 'black', 'grey']),
      ...coloured(['Dress Socks', 'Medias de vestir'], 'fp', ['black', 'blue', 'grey']),
      ...coloured(['Cotton Briefs', 'Calzoncillos de algodón'], 'mp', ['white', 'black', 'blue']),
    ],
    brands: ['Telamora', 'Costaviva'],
    sizes: [
      [['Size M', 'talla M'], 1],
      [['Size L', 'talla L'], 1],
    ],
    price: 599,
    pace: 0.5,
  },
  {
    kinds: [
      ...coloured(['Rubber Sandals', 'Chancletas de goma'], 'fp', ['black', 'blue', 'red']),
      ...coloured(['Canvas Sneakers', 'Tenis de lona'], 'mp', ['white', 'black', 'blue']),
    ],
    brands: ['Costaviva'],
    sizes: [
      [['Size 7', 'talla 7'], 1],
      [['Size 8', 'talla 8'], 1],
      [['Size 9', 'talla 9'], 1],
      [['Size 10', 'talla 10'], 1],
    ],
    price: 1499,
    pace: 0.25,
  },
  {
    kinds: [
      ...coloured(['Baseball Cap', 'Gorra de béisbol'], 'f', ['black', 'blue', 'red', 'white']),
      ...coloured(['Straw Hat', 'Sombrero de paja'], 'm', ['white', 'black']),
      ...coloured(['Umbrella', 'Paraguas plegable'], 'm', ['black', 'blue', 'red']),
      ...coloured(['Canvas Tote Bag', 'Bolso de lona'], 'm', ['white', 'black', 'green']),
    ],
    brands: ['Costaviva', 'Telamora'],
    sizes: [['', 1]],
    price: 1199,
    pace: 0.3,
  },
]
