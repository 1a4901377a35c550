policy "naïve" {}
policy "é" {}
policy "é" {}
policy "é" {}
policy "tab\tand\nnewline" {}
policy "say \"hi\"" {}
policy "back\\slash" {}
policy "" {}
policy "a b" {}
policy "日本" {}
policy "\u00a0" {}
policy "🔑" {}
policy "a-b_c9" {}
