// Says what is wrong with a dashboard, by Grafana's own types, and with its queries, by Prometheus' own parser.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/prometheus/prometheus/promql/parser"
)

func main() {
	plugins.RegisterDefaultPlugins()
	text, err := os.ReadFile(os.Args[1])
	end(err)
	strict := dashboard.Dashboard{}
	end(strict.UnmarshalJSONStrict(text))
	board := dashboard.Dashboard{}
	end(json.Unmarshal(text, &board))
	end(board.Validate())
	queries := 0
	variable := regexp.MustCompile(`\$\w+`)
	for _, panel := range board.Panels {
		for _, target := range panel.Panel.Targets {
			var expression string
			switch query := target.(type) {
			case prometheus.Dataquery:
				expression = query.Expr
			case *prometheus.Dataquery:
				expression = query.Expr
			}
			_, err := parser.ParseExpr(variable.ReplaceAllString(expression, "x"))
			end(err)
			queries++
		}
	}
	fmt.Println(len(board.Panels), "panels,", queries, "queries")
}

func end(err error) {
	if err != nil && err.Error() != "" { // the strict reader returns an empty list of errors
		fmt.Println(err)
		os.Exit(1)
	}
}
