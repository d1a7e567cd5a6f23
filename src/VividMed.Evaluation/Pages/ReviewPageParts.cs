using System.Globalization;

namespace VividMed.Evaluation.Pages;

/// <summary>What a page for review has around its items: how it looks, its keys, and how answers are kept and saved.</summary>
internal static class ReviewPageParts
{
    private const string Style = """
        <style>
        :root{color-scheme:light dark}
        body{font:15px/1.55 system-ui,sans-serif;max-width:88rem;margin:0 auto;padding:1rem 1.5rem 6rem;background:light-dark(#f6f7f9,#101318);color:light-dark(#1b2027,#e2e6ec)}
        h1{font-size:1.3rem}h2{font-size:1.05rem;margin:0 0 .6rem}
        article{background:light-dark(#fff,#191d24);border:2px solid transparent;border-radius:.8rem;padding:1.2rem;margin:1.2rem 0;scroll-margin-top:4.5rem}
        article:focus{border-color:#2f7de1;outline:none}article.done{opacity:.75}
        .two{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1.4rem}@media(max-width:60rem){.two{grid-template-columns:1fr}}
        img{width:100%;border-radius:.4rem;display:block}.text{white-space:pre-wrap;max-height:22rem;overflow:auto;line-height:1.8}
        mark{background:#ffd54a;color:#1b2027;border-radius:.2rem;padding:.05rem .15rem}
        fieldset{border:1px solid light-dark(#c4cad3,#3a424e);border-radius:.5rem;margin:.8rem 0;display:flex;flex-wrap:wrap;gap:.3rem 1rem}
        details label{display:inline-block;margin:.3rem .8rem .3rem 0}kbd{border:1px solid currentColor;border-radius:.25rem;padding:0 .3rem;font-size:.8em}
        header{position:sticky;top:0;background:inherit;padding:.6rem 0;z-index:1;display:flex;gap:1rem;align-items:center;flex-wrap:wrap}
        button{font:inherit;padding:.35rem .9rem;border-radius:.4rem;border:1px solid #2f7de1;background:#1f66c1;color:#fff;cursor:pointer}
        </style>
        """;

    public const string Tail = """
        <script>
        const items=[...document.querySelectorAll('article')],answers=JSON.parse(localStorage.getItem(store)||'{}');
        const count=()=>{document.getElementById('count').textContent=`${Object.values(answers).filter(a=>a.kind).length} of ${items.length}`};
        const keep=()=>{localStorage.setItem(store,JSON.stringify(answers));count()};
        const show=article=>{const answer=answers[article.dataset.item];article.classList.toggle('done',!!answer?.kind);if(!answer)return;
          for(const radio of article.querySelectorAll('input[type=radio]'))radio.checked=radio.value===answer.kind;
          for(const field of article.querySelectorAll('[data-field]'))field.value=answer[field.dataset.field]||''};
        for(const article of items){show(article);article.addEventListener('change',event=>{const answer=answers[article.dataset.item]??={};
          if(event.target.type==='radio')answer.kind=event.target.value;else answer[event.target.dataset.field]=event.target.value.trim();keep();show(article)})}
        const go=step=>{const at=items.indexOf(document.activeElement?.closest?.('article'));items[Math.max(0,Math.min(items.length-1,at+step))]?.focus()};
        document.addEventListener('keydown',event=>{if(event.target.matches?.('input:not([type=radio]),select,textarea')||event.ctrlKey||event.metaKey||event.altKey)return;
          if(event.key==='j'){go(1);event.preventDefault()}else if(event.key==='k'){go(-1);event.preventDefault()}
          else if(event.key==='u'){const article=document.activeElement?.closest?.('article');if(!article)return;delete answers[article.dataset.item];
            for(const radio of article.querySelectorAll('input[type=radio]'))radio.checked=false;keep();show(article)}
          else if(/^[1-6]$/.test(event.key)){const article=document.activeElement?.closest?.('article');if(!article)return;
            const radio=article.querySelectorAll('input[type=radio]')[event.key-1];radio.checked=true;radio.dispatchEvent(new Event('change',{bubbles:true}));go(1);event.preventDefault()}});
        document.getElementById('save').addEventListener('click',()=>{
          const list=items.map(article=>[article.dataset.item,answers[article.dataset.item]]).filter(([,answer])=>answer?.kind).map(([item,answer])=>{
            const correction={};for(const field of ['side','polarity','temporality','target'])if(answer[field])correction[field]=answer[field];
            if(answer.box)correction.box=answer.box.split(/[\s,]+/).map(Number);
            return {item,kind:answer.kind,...(Object.keys(correction).length?{correction}:{})}});
          const link=document.createElement('a');link.href=URL.createObjectURL(new Blob([JSON.stringify({answers:list},null,2)+'\n'],{type:'application/json'}));
          link.download='answers.json';link.click();URL.revokeObjectURL(link.href)});
        for(const words of document.querySelectorAll('.text')){const mark=words.querySelector('mark');words.scrollTop=mark.offsetTop-words.offsetTop-words.clientHeight/2}
        count();items.find(article=>!answers[article.dataset.item]?.kind)?.focus();
        </script></html>

        """;

    public static string Head(string dataset, int version, int items) => string.Create(CultureInfo.InvariantCulture, $"""
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Review of version {version}</title>
        {Style}
        <header><h1>Review of version {version}</h1><span id=count>0 of {items}</span><button id=save type=button>Save answers</button>
        <span><kbd>1</kbd>-<kbd>6</kbd> verdict, <kbd>j</kbd> next, <kbd>k</kbd> back, <kbd>u</kbd> undo. Sides are the patient's. Answers stay in this browser until they are saved as a file.</span></header>
        <script>const store='vividmed-review-{dataset}-{version}';</script>

        """);
}
