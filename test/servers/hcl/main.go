// Answers what HCL itself thinks of a source: one JSON object a line in, one a line out.
//
//	in:  {"source": "a = 1\n", "tokens": true}   or {"base64": "…"} for bytes that are no text
//	out: {"accepts": true, "formatted": "a = 1\n", "tokens": [["TokenIdent", 0, 1], …]}
//	     {"accepts": false, "problems": [{"summary": "…", "start": 4, "end": 5, "line": 1, "column": 5}]}
//
// With "values": true an answer also has "values": {"a": 1}, those of the attributes at the top, without variables; one
// that cannot be evaluated is missing.
// "formatted" is what hclwrite.Format makes of it: white space only, without what Terraform does beyond that.
// Offsets count bytes.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

type question struct {
	Source string `json:"source"`
	Base64 string `json:"base64"`
	Tokens bool   `json:"tokens"`
	Values bool   `json:"values"`
}

type problem struct {
	Summary string `json:"summary"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
}

type values map[string]ctyjson.SimpleJSONValue

type answer struct {
	Accepts   bool      `json:"accepts"`
	Formatted string    `json:"formatted,omitempty"`
	Problems  []problem `json:"problems,omitempty"`
	Tokens    [][3]any  `json:"tokens,omitempty"`
	Values    values    `json:"values,omitempty"`
	Crash     string    `json:"crash,omitempty"`
}

func (q question) bytes() []byte {
	if q.Base64 == "" {
		return []byte(q.Source)
	}
	decoded, err := base64.StdEncoding.DecodeString(q.Base64)
	if err != nil {
		panic(err)
	}
	return decoded
}

func tokensOf(source []byte) [][3]any {
	tokens, _ := hclsyntax.LexConfig(source, "seed", hcl.InitialPos)
	rows := make([][3]any, 0, len(tokens))
	for _, token := range tokens {
		rows = append(rows, [3]any{token.Type.String(), token.Range.Start.Byte, token.Range.End.Byte})
	}
	return rows
}

func valuesOf(file *hcl.File) values {
	found := values{}
	attributes, _ := file.Body.JustAttributes()
	for name, attribute := range attributes {
		value, diagnostics := attribute.Expr.Value(nil)
		if !diagnostics.HasErrors() && value.IsWhollyKnown() {
			found[name] = ctyjson.SimpleJSONValue{Value: value}
		}
	}
	return found
}

func judge(q question) (result answer) {
	// A crash of the judge is an answer as well.
	defer func() {
		if reason := recover(); reason != nil {
			result = answer{Crash: fmt.Sprint(reason)}
		}
	}()
	source := q.bytes()
	if q.Tokens {
		result.Tokens = tokensOf(source)
	}
	file, diagnostics := hclsyntax.ParseConfig(source, "seed", hcl.InitialPos)
	for _, found := range diagnostics {
		if found.Severity != hcl.DiagError {
			continue
		}
		one := problem{Summary: found.Summary}
		if at := found.Subject; at != nil {
			one.Start, one.End, one.Line, one.Column = at.Start.Byte, at.End.Byte, at.Start.Line, at.Start.Column
		}
		result.Problems = append(result.Problems, one)
	}
	result.Accepts = len(result.Problems) == 0
	if result.Accepts {
		result.Formatted = string(hclwrite.Format(source))
		if q.Values {
			result.Values = valuesOf(file)
		}
	}
	return result
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<28)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)
	for in.Scan() {
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := answers.Encode(judge(q)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		// Whoever asks one question at a time waits for its answer.
		if err := out.Flush(); err != nil {
			os.Exit(1)
		}
	}
	if err := in.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
