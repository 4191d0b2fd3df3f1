/** Codes of the file that stand for money beside goods: postage, discounts, bank charges, vouchers, samples. */
const CHARGES = /^(?:POST|DOT|M|D|S|B|BANK CHARGES|AMAZONFEE|CRUK|PADS|C2|GIFT_0001_\d+|DCGS.*)$/

/** Codes that differ only in case are one SKU. */
export function skuOf(stockCode: string): string {
  return stockCode.toUpperCase()
}

export function isCharge(sku: string): boolean {
  return CHARGES.test(sku)
}
