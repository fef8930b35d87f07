using System.Text.Json;
using Microsoft.Playwright;

namespace Training.Browser.Tests;

/// <summary>
/// Holds a family page to the numbers of the specification as the browser really shows them: size of text, height of lines, contrast, size of
/// what is tapped and the room between. 适老化通用设计规范 (工信厅信管函〔2021〕67号 附件1、附件2), WCAG 2.2 and the stricter bar of this product:
/// family 18 px, 48 px targets, 7 : 1; elder mode 20 px, 60 px targets with 8 px between buttons, lines of 1.6, 7 : 1. Pages of other frames
/// are left alone.
/// </summary>
internal static class ElderNumbers
{
    /// <summary>How many texts and targets a page has, and what falls short.</summary>
    public static async Task<MeasuredPage> MeasureAsync(IPage page) =>
        JsonSerializer.Deserialize<MeasuredPage>(await page.EvaluateAsync<string>($"() => JSON.stringify(({Script})())"), JsonSerializerOptions.Web)!;

    private const string Script =
        """
        () => {
          const mode = document.documentElement.dataset.mode;
          if (mode !== "family" && mode !== "elder") return { measured: 0, wrong: [] };
          const elder = mode === "elder";
          const least = elder
            ? { text: 20, target: 60, lines: 1.6, head: 1.3, gap: 8 }
            : { text: 18, target: 48, lines: 1.5, head: 1.3, gap: 8 };
          const wrong = [];
          let measured = 0;
          const name = (e) => `${e.tagName.toLowerCase()}${e.className && e.className.baseVal === undefined ? "." + String(e.className).trim().replace(/\s+/g, ".") : ""} “${(e.textContent || e.getAttribute("aria-label") || "").trim().slice(0, 16)}”`;
          const shown = (e) => {
            if (e.closest("[hidden], .vh, .skip, [aria-hidden=true], noscript")) return false;
            const s = getComputedStyle(e);
            if (s.visibility === "hidden" || s.display === "none" || Number(s.opacity) === 0) return false;
            const r = e.getBoundingClientRect();
            return r.width > 1 && r.height > 1;
          };
          const colour = (text) => {
            const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
            return { r, g, b, a };
          };
          const over = (top, under) => ({
            r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1,
          });
          const grounds = (e) => {
            const layers = [];
            for (let at = e; at; at = at.parentElement) {
              const s = getComputedStyle(at);
              const drawn = s.backgroundImage !== "none" ? s.backgroundImage.match(/rgba?\([^)]*\)/g) : null;
              if (drawn) return drawn.map((c) => layers.reduceRight((under, top) => over(top, under), colour(c)));
              const c = colour(s.backgroundColor);
              if (c.a > 0) layers.push(c);
              if (c.a === 1) break;
            }
            const bottom = layers.length > 0 && layers[layers.length - 1].a === 1 ? layers.pop() : { r: 255, g: 255, b: 255, a: 1 };
            return [layers.reduceRight((under, top) => over(top, under), bottom)];
          };
          const light = ({ r, g, b }) => {
            const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
            return 0.2126 * x + 0.7152 * y + 0.0722 * z;
          };
          const contrast = (one, other) => {
            const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
            return (a + 0.05) / (b + 0.05);
          };

          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const node = texts.currentNode;
            const e = node.parentElement;
            if (!node.textContent.trim() || !shown(e) || e.closest("script, style, svg")) continue;
            measured++;
            const s = getComputedStyle(e);
            const size = parseFloat(s.fontSize);
            if (size < least.text) wrong.push(`${name(e)}: ${size} px of text, needs ${least.text}`);
            const range = document.createRange();
            range.selectNodeContents(node);
            const rows = new Set([...range.getClientRects()].filter((r) => r.width > 1).map((r) => Math.round(r.top)));
            const heading = e.closest("h1, h2, h3, strong, b, .brand") !== null;
            const ratio = s.lineHeight === "normal" ? 1.2 : parseFloat(s.lineHeight) / size;
            const needs = rows.size > 1 && !heading ? least.lines : least.head;
            // A single figure on a line of its own has no lines to tell apart.
            if (rows.size > 1 && ratio < needs - 0.01) wrong.push(`${name(e)}: lines of ${ratio.toFixed(2)}, needs ${needs}`);
            for (const ground of grounds(e)) {
              const value = contrast(over(colour(s.color), ground), ground);
              if (value < 6.995) wrong.push(`${name(e)}: contrast ${value.toFixed(2)}, needs 7`);
            }
          }

          const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")].filter(shown);
          const buttons = [];
          for (const e of all) {
            // A box or a circle is tapped by its label.
            const label = /^(checkbox|radio)$/.test(e.type || "") ? e.closest("label") || document.querySelector(`label[for="${CSS.escape(e.id)}"]`) : null;
            const r = (label || e).getBoundingClientRect();
            measured++;
            if (r.height < least.target - 0.5 || r.width < least.target - 0.5) wrong.push(`${name(e)}: ${Math.round(r.width)} × ${Math.round(r.height)} px to tap, needs ${least.target}`);
            if (e.matches(".btn")) buttons.push({ e, r });
          }
          for (let i = 0; i < buttons.length; i++) for (let j = i + 1; j < buttons.length; j++) {
            const [a, b] = [buttons[i].r, buttons[j].r];
            const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
            const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
            if (Math.max(across, down) < least.gap - 0.5) wrong.push(`${name(buttons[i].e)} and ${name(buttons[j].e)}: ${Math.round(Math.max(across, down))} px between, needs ${least.gap}`);
          }
          return { measured, wrong };
        }
        """;
}

internal sealed record MeasuredPage(int Measured, string[] Wrong);
