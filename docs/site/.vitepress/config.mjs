// The site is README.md and docs/*.md as they are. What the site adds is the menu, which is README's last table.
import {cpSync, existsSync, readFileSync} from 'node:fs'
import {dirname, join, normalize, relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {defineConfig} from 'vitepress'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const home = /<realip\.home>(.*)<\/realip\.home>/.exec(readFileSync(join(root, 'pom.xml'), 'utf8'))[1]
const pages = [...readFileSync(join(root, 'README.md'), 'utf8').split('## Read on')[1].matchAll(/\[([^\]]+)\]\(docs\/([a-z-]+)\.md\)(?=[^|]*\|[^|]*\|$)/gm)]

function library(file) {
  return fileURLToPath(new URL(`../node_modules/${file}`, import.meta.url))
}

/** An indented block is code as a fenced one is, and links to what is no page go to the sources. */
function asOnTheSite(markdown) {
  markdown.renderer.rules.code_block = (tokens, i, ...others) => markdown.renderer.rules.fence(tokens, i, ...others)
  const render = markdown.renderer.rules.link_open ?? ((tokens, i, options, env, self) => self.renderToken(tokens, i, options))
  markdown.renderer.rules.link_open = (tokens, i, options, env, self) => {
    const target = tokens[i].attrGet('href')
    if (target && !/^([a-z]+:|#|\/)/.test(target)) {
      const page = env.relativePath === 'index.md' ? 'README.md' : env.relativePath
      const file = normalize(join(dirname(page), target))
      if (!/^(README\.md|docs\/[a-z-]+\.md)(#|$)/.test(file) && !file.endsWith('.svg')) {
        tokens[i].attrSet('href', `${home}/blob/main/${file}`)
      }
    }
    return render(tokens, i, options, env, self)
  }
}

export default defineConfig({
  title: 'realip-agent',
  description: 'A Java agent that makes getRemoteAddr() return the client behind trusted proxies.',
  lang: 'en',
  srcDir: relative(process.cwd(), root) || '.',
  srcExclude: ['agent/**', 'test-apps/**', '.*/**', 'docs/site/**', 'docs/decision/**', '**/target/**'],
  rewrites: {'README.md': 'index.md'},
  outDir: '../target/site',
  cacheDir: '../target/cache',
  cleanUrls: false,
  // anchors are those that the platforms make of headings: some of our headings begin with a number
  markdown: {config: asOnTheSite, anchor: {slugify: text =>
    text.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')}},
  // the pages lie outside of this directory, where nothing finds its libraries by itself
  vite: {resolve: {alias: [
    {find: /^vue$/, replacement: library('vue/dist/vue.runtime.esm-bundler.js')},
    {find: /^vue\/server-renderer$/, replacement: library('vue/server-renderer/index.mjs')}]}},
  themeConfig: {
    outline: [2, 3],
    search: {provider: 'local'},
    socialLinks: [{icon: 'github', link: home}],
    nav: [{text: 'Decide a request', link: '/decision/decision.html', target: '_self'}],
    sidebar: [{text: 'Start', link: '/'},
      {text: 'Pages', items: pages.map(([, text, name]) => ({text: text[0].toUpperCase() + text.slice(1), link: `/docs/${name}`}))}]
  },
  buildEnd(site) {
    const decision = join(root, 'docs/decision/target/page')
    if (existsSync(decision)) {
      cpSync(decision, join(site.outDir, 'decision'), {recursive: true})
    } else {
      console.warn('without the decision page: Maven builds it before, see test-apps/README.md')
    }
  }
})
