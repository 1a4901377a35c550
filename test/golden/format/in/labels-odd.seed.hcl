policy "naïve" {}
policy "é" {}
policy é {}
policy "\u00e9" {}
policy "tab\tand\nnewline" {}
policy "say \"hi\"" {}
policy "back\\slash" {}
policy "" {}
policy "a b" {}
policy "日本" {}
policy " " {}
policy "🔑" {}
policy a-b_c9 {}
