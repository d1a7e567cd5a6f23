namespace VividMed.Evaluation.Pages;

/// <summary>What the pages of a reader study have in common: how they look, their keys, and how times and answers are kept.</summary>
internal static class ReadingPageParts
{
    private const string Style = """
        <style>
        :root{color-scheme:light dark}
        body{font:15px/1.55 system-ui,sans-serif;max-width:96rem;margin:0 auto;padding:1rem 1.5rem 3rem;background:light-dark(#f6f7f9,#101318);color:light-dark(#1b2027,#e2e6ec)}
        body.shell{max-width:none;padding:0;height:100vh;display:flex;flex-direction:column}body.shell header{padding:.6rem 1.5rem}
        [hidden]{display:none!important}h1{font-size:1.2rem;margin:0}
        header{position:sticky;top:0;background:light-dark(#f6f7f9,#101318);padding:.6rem 0;z-index:1;display:flex;gap:1rem;align-items:center;flex-wrap:wrap}
        iframe{flex:1;border:0;width:100%}#end{padding:1.5rem}
        .two{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1.4rem}@media(max-width:60rem){.two{grid-template-columns:1fr}}
        @media(min-width:60.01rem){.pictures{position:sticky;top:3.6rem;align-self:start;max-height:calc(100vh - 4rem);overflow:auto}}
        img{width:100%;border-radius:.4rem;display:block;margin-bottom:.6rem}
        .text{white-space:pre-wrap;line-height:1.8;background:light-dark(#fff,#191d24);border-radius:.5rem;padding:.8rem 1rem;margin-bottom:1rem;max-height:22rem;overflow:auto}
        .p{border-radius:.25rem;padding:.08rem .15rem;background:color-mix(in srgb,var(--c) 30%,transparent);border-bottom:2px solid var(--c)}
        label{display:block;font-weight:600;margin-bottom:.3rem}
        textarea{box-sizing:border-box;width:100%;font:inherit;line-height:1.7;padding:.8rem 1rem;border-radius:.5rem;border:1px solid light-dark(#c4cad3,#3a424e);background:light-dark(#fff,#191d24);color:inherit;resize:vertical}
        kbd{border:1px solid currentColor;border-radius:.25rem;padding:0 .3rem;font-size:.8em}
        button{font:inherit;padding:.35rem .9rem;border-radius:.4rem;border:1px solid #2f7de1;background:#1f66c1;color:#fff;cursor:pointer}
        button.quiet{background:transparent;color:inherit}button:focus-visible,textarea:focus-visible{outline:2px solid #2f7de1;outline-offset:1px}
        </style>
        """;

    public const string Buttons = """
        <button id=pause type=button class=quiet hidden>Pause <kbd>Alt</kbd>+<kbd>P</kbd></button><button id=done type=button hidden>Finish <kbd>Ctrl</kbd>+<kbd>Enter</kbd></button></header>
        <p id=gate><button id=begin type=button>Open the case <kbd>Enter</kbd></button></p>
        """;

    /// <summary>The clock stands while the case is paused or not seen: another tab, a locked screen.</summary>
    public const string CaseScript = """
        <script>
        const el=id=>document.getElementById(id),main=document.querySelector('main'),box=el('text'),{case:name,arm}=document.body.dataset,log=[];
        let open=false,paused=false,running=false,since=0,spent=0,inputs=0,clicks=0;
        const note=what=>log.push({at:new Date().toISOString(),what});
        const tick=()=>{const on=open&&!paused&&!document.hidden;if(on===running)return;running=on;if(on)since=performance.now();else spent+=performance.now()-since};
        const show=seen=>{main.hidden=!seen;el('done').hidden=!seen;el('gate').hidden=seen;el('begin').firstChild.data=open?'Go on ':'Open the case '};
        const begin=()=>{if(running)return;note(open?'resume':'start');open=true;paused=false;el('pause').hidden=false;show(true);tick();box.focus();box.setSelectionRange(0,0)};
        const pause=()=>{if(!open||paused)return;paused=true;note('pause');tick();el('pause').hidden=true;show(false);el('begin').focus()};
        const regions=()=>{const button=el('regions');if(!button)return;const on=button.getAttribute('aria-pressed')!=='true';button.setAttribute('aria-pressed',on);
          const plain=document.querySelector('[data-pictures=plain]'),drawn=document.querySelector('[data-pictures=regions]');if(!drawn.childElementCount)return;plain.hidden=on;drawn.hidden=!on};
        const done=()=>{if(!open||paused)return;note('done');open=false;tick();
          const answer={case:name,arm,seconds:Math.round(spent)/1000,text:box.value,inputs,clicks,log};
          document.body.replaceChildren(document.createTextNode('This case is finished.'));
          if(parent!==window){parent.postMessage({answer},'*');return}
          const link=document.createElement('a');link.href=URL.createObjectURL(new Blob([JSON.stringify(answer,null,2)+'\n'],{type:'application/json'}));
          link.download=`${name}-${arm}.json`;link.click()};
        box.addEventListener('input',()=>inputs++);document.addEventListener('click',()=>clicks++);
        document.addEventListener('visibilitychange',()=>{if(open)note(document.hidden?'hidden':'shown');tick()});
        el('begin').addEventListener('click',begin);el('pause').addEventListener('click',pause);el('done').addEventListener('click',done);el('regions')?.addEventListener('click',regions);
        document.addEventListener('keydown',event=>{
          if(event.ctrlKey&&event.key==='Enter'){done();event.preventDefault()}
          else if(event.altKey&&event.code==='KeyP'){pause();event.preventDefault()}
          else if(event.altKey&&event.code==='KeyR'){regions();event.preventDefault()}});
        el('begin').focus();
        </script></body></html>

        """;

    /// <summary>A case that was finished is not opened again; how often one was opened stands in its log.</summary>
    public const string PeriodScript = """
        <script>
        const store=`vividmed-study-${study}-${reader}-${period}`,kept=JSON.parse(localStorage.getItem(store)||'{"answers":[],"opened":[]}'),frame=document.getElementById('case');
        const keep=()=>localStorage.setItem(store,JSON.stringify(kept));
        const next=()=>{const left=list.filter(one=>!kept.answers.some(answer=>answer.case===one.case));
          document.getElementById('count').textContent=`${list.length-left.length} of ${list.length} cases`;
          document.getElementById('end').hidden=left.length>0;frame.hidden=!left.length;
          if(left.length){kept.opened.push({case:left[0].case,at:new Date().toISOString(),what:'opened'});keep();frame.src=left[0].page;frame.focus()}else frame.removeAttribute('src')};
        addEventListener('message',event=>{const answer=event.data?.answer;if(event.source!==frame.contentWindow||!answer)return;
          if(!list.some(one=>one.case===answer.case&&one.arm===answer.arm)||kept.answers.some(own=>own.case===answer.case))return;
          answer.log=[...kept.opened.filter(own=>own.case===answer.case).map(({at,what})=>({at,what})),...answer.log];kept.answers.push(answer);keep();next()});
        document.getElementById('save').addEventListener('click',()=>{
          const link=document.createElement('a');link.href=URL.createObjectURL(new Blob([JSON.stringify({study,reader,period,answers:kept.answers},null,2)+'\n'],{type:'application/json'}));
          link.download=`answers-${reader}-period-${period}.json`;link.click()});
        next();
        </script></body></html>

        """;

    public static string Head(string title) => $"""
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-src 'self' file:; form-action 'none'"><title>{title}</title>
        {Style}

        """;
}
