import type { Family } from '../family.ts'

export const cleaning: readonly Family[] = [
  {
    kinds: [
      ['Lavender Laundry Detergent', 'Detergente de ropa con lavanda'],
      ['Fresh Laundry Detergent', 'Detergente de ropa aroma fresco'],
      ['Unscented Laundry Detergent', 'Detergente de ropa sin fragancia'],
      ['Lavender Fabric Softener', 'Suavizante de lavanda'],
      ['Spring Fabric Softener', 'Suavizante de primavera'],
    ],
    brands: ['Brisamara', 'Clarovel'],
    sizes: [
      ['50 fl oz', 1],
      ['100 fl oz', 1.85],
    ],
    price: 699,
    pace: 1,
  },
  {
    kinds: [
      ['Lemon Dish Soap', 'Lavaplatos de limón'],
      ['Green Apple Dish Soap', 'Lavaplatos de manzana verde'],
      ['Gentle Dish Soap', 'Lavaplatos suave'],
      ['Glass Cleaner', 'Limpiador de cristales'],
      ['Kitchen Degreaser', 'Desgrasador de cocina'],
      ['Bathroom Cleaner', 'Limpiador de baños'],
      ['Pine Floor Cleaner', 'Limpiador de pisos con pino'],
      ['Lavender Floor Cleaner', 'Limpiador de pisos con lavanda'],
      ['Bleach', 'Cloro'],
      ['Disinfectant Spray', 'Desinfectante en aerosol'],
    ],
    brands: ['Brisamara', 'Clarovel'],
    sizes: [
      ['24 fl oz', 1],
      ['56 fl oz', 1.9],
    ],
    price: 299,
    pace: 1.2,
    caseOf: 12,
  },
  {
    kinds: [
      ['Paper Towels', 'Papel toalla'],
      ['Toilet Paper', 'Papel higiénico'],
      ['Table Napkins', 'Servilletas de mesa'],
      ['Facial Tissues', 'Pañuelos faciales'],
    ],
    brands: ['Nubelia', 'Clarovel'],
    sizes: [
      [['2-pack', 'paquete de 2'], 1],
      [['6-pack', 'paquete de 6'], 2.7],
      [['12-pack', 'paquete de 12'], 4.9],
    ],
    price: 299,
    pace: 1.8,
  },
  {
    kinds: [
      ['Kitchen Trash Bags', 'Bolsas de basura de cocina'],
      ['Large Trash Bags', 'Bolsas de basura grandes'],
      ['Storage Bags', 'Bolsas con cierre'],
      ['Aluminum Foil', 'Papel de aluminio'],
      ['Plastic Wrap', 'Plástico para envolver'],
      ['Parchment Paper', 'Papel de hornear'],
    ],
    brands: ['Nubelia', 'Hollowby'],
    sizes: [
      [['Small Box', 'caja pequeña'], 1],
      [['Large Box', 'caja grande'], 1.9],
    ],
    price: 349,
    pace: 1,
  },
  {
    kinds: [
      ['Scrub Sponges', 'Esponjas de fregar'],
      ['Microfiber Cloths', 'Paños de microfibra'],
      ['Rubber Gloves', 'Guantes de goma'],
      ['Steel Wool Pads', 'Esponjas de alambre'],
      ['Broom', 'Escoba'],
      ['Floor Mop', 'Mapo'],
      ['Dustpan', 'Recogedor'],
      ['Bucket', 'Cubo'],
      ['Toilet Brush', 'Cepillo de inodoro'],
    ],
    brands: ['Hollowby', 'Clarovel'],
    sizes: [['', 1]],
    price: 399,
    pace: 0.6,
  },
]
