"use strict";
/* Reads the form, has the agent's own code decide, and draws what it says. */
(function () {
  const byId = id => document.getElementById(id);
  const fields = ["settings", "peer", "headers", "names"];
  const lines = text => text.split(/\r?\n/).map(line => line.trim()).filter(line => line !== "");

  /** Lines of a properties file, or options of a JVM. */
  function settings(text) {
    const found = {};
    for (const line of lines(text)) {
      for (const part of line.startsWith("-D") ? line.split(/\s+/) : [line]) {
        const pair = /^(?:-D)?(?:realip\.)?([^=:]*?)\s*[=:]\s*(.*)$/.exec(part);
        if (!/^[#!]/.test(part)) {
          found[pair ? pair[1] : part] = pair ? pair[2].replace(/^"(.*)"$/, "$1") : "";
        }
      }
    }
    return found;
  }

  function headers(text) {
    return lines(text).map(line => {
      const colon = line.indexOf(":");
      return colon < 1 ? [line, ""] : [line.substring(0, colon), line.substring(colon + 1).trim()];
    });
  }

  function names(text) {
    const found = {};
    for (const line of lines(text)) {
      const equals = line.indexOf("=");
      found[equals < 0 ? line : line.substring(0, equals).trim()] =
        equals < 0 ? [] : line.substring(equals + 1).split(",").map(each => each.trim()).filter(each => each !== "");
    }
    return found;
  }

  function element(name, text, kind) {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) {
      made.className = kind;
    }
    return made;
  }

  const words = text => text.replace(/-/g, " ");

  function drawHops(decision) {
    const list = byId("hops");
    list.replaceChildren();
    decision.hops.forEach((hop, i) => {
      const isClient = i === decision.position;
      const kind = isClient ? "client" : hop.verdict === "trusted" || hop.verdict === "counted" ? "trusted"
        : hop.verdict === "untrusted" ? "" : "broken";
      const item = element("li", "", kind);
      item.append(element("span", words(hop.verdict) + (hop["trusted-by"] ? " by " + hop["trusted-by"] : "")
        + (isClient ? ", the client" : ""), "verdict"));
      item.append(element("code", hop.text === "" ? "(empty)" : hop.text));
      item.append(element("span", i === 0 ? "the peer of the socket"
        : i === 1 ? "the last element, which the peer has written" : "element " + i + " from the right", "where"));
      list.prepend(item);
    });
  }

  function drawFacts(decision) {
    const rows = ["scheme", "host", "port"].filter(name => name in decision).map(name =>
      [name, decision[name] === null ? "(the container's own)" : String(decision[name]),
        words(decision[name + "-reason"])]);
    for (const [name, line] of Object.entries(decision.headers || {})) {
      rows.push([name, line === null ? "(absent)" : line, line === null ? "nothing is verified" : "verified"]);
    }
    const body = byId("facts").tBodies[0];
    body.replaceChildren(...rows.map(row => {
      const line = document.createElement("tr");
      line.append(...row.map(cell => element("td", cell)));
      return line;
    }));
    byId("facts").hidden = rows.length === 0;
  }

  /** For a POSIX shell; the case has no line break, because JSON writes them otherwise. */
  function command(request) {
    const quoted = "'" + request.replace(/'/g, "'\\''") + "'";
    return "printf '%s\\n' " + quoted + " |\n  java -jar realip-agent.jar explain --jsonl";
  }

  function decide() {
    const request = JSON.stringify({peer: byId("peer").value.trim(), headers: headers(byId("headers").value),
      config: settings(byId("settings").value), resolve: names(byId("names").value)});
    const decision = JSON.parse(explain(request));
    const failed = "error" in decision;
    byId("problem").hidden = !failed;
    byId("problem").textContent = failed ? decision.error : "";
    byId("decision").hidden = failed;
    byId("warnings").replaceChildren(...(decision.warnings || []).map(each => element("li", each)));
    byId("warnings").hidden = !(decision.warnings || []).length;
    if (!failed) {
      byId("client").textContent = decision.client;
      byId("reason").textContent = "Reason: " + words(decision.reason) + ".";
      drawHops(decision);
      drawFacts(decision);
    }
    byId("command").textContent = command(request);
    const link = new URLSearchParams(fields.map(id => [id, byId(id).value]));
    byId("link").href = "#" + link;
  }

  function read() {
    const link = new URLSearchParams(location.hash.substring(1));
    fields.filter(id => link.has(id)).forEach(id => { byId(id).value = link.get(id); });
    decide();
  }

  byId("case").addEventListener("input", decide);
  byId("case").addEventListener("submit", event => event.preventDefault());
  window.addEventListener("hashchange", read);
  read();
})();
