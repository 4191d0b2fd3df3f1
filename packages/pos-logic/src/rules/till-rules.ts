import { createRuleEngine, type RuleEngine } from '@pos/rule-engine'
import { addPolicyRules } from './policy-rules.ts'
import { addReturnRules } from './return-rules.ts'
import { addSaleRules } from './sale-rules.ts'
import { addShiftRules } from './shift-rules.ts'
import { TILL_ACTIONS, type TillActions, type TillView } from './till-actions.ts'

/** The till's own rules. What a `P` rule refuses is noted and passes: see `TillView.noted`. */
export function tillRules(): RuleEngine<TillActions, TillView> {
  const rules = createRuleEngine<TillActions, TillView>({
    isApproved: ({ tx }, finding) => {
      // A ban of head office is nobody's to lift.
      if (finding.code === 'POLICY_DENIED') return false
      tx.noted.push(finding)
      return true
    },
  })
  addPolicyRules(rules)
  addSaleRules(rules)
  addReturnRules(rules)
  addShiftRules(rules)
  rules.seal(TILL_ACTIONS)
  return rules
}
