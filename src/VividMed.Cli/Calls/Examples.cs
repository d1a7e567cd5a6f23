using System.CommandLine;
using System.CommandLine.Help;

namespace VividMed.Cli.Calls;

/// <summary>Calls that may be copied, shown below the help of each command. They stand on what 'vividmed demo' leaves, where they read anything.</summary>
internal static class Examples
{
    private const string Cxr = "--shards vividmed-demo/mimic-cxr";
    private const string Model = "--model vividmed-demo/models/demo";

    private static readonly Dictionary<string, string[]> OfCommands = new(StringComparer.Ordinal)
    {
        [""] = ["demo", "run --dataset mimic-cxr --root /data/mimic-cxr --out /data/out", "doctor"],
        ["ask"] = [$"ask {Model} --image chest.dcm \"Is there any pleural effusion?\"", $"ask {Model} --image chest.dcm --see \"left pleural effusion\" cardiomegaly", $"ask {Model} --image chest.dcm --see \"rib fracture\" --localizers models"],
        ["completion"] = ["completion bash > ~/.local/share/bash-completion/completions/vividmed"],
        ["config"] = ["config show"],
        ["config show"] = ["config show --output json"],
        ["dashboard"] = ["dashboard vividmed-demo/mimic-cxr", "dashboard --hub http://localhost:4001 --port 8090"],
        ["demo"] = ["demo", "demo --cxr 8 --ct 2 --no-train --out /tmp/demo"],
        ["doctor"] = ["doctor", "doctor --store /data/out --write --output json"],
        ["evaluate"] = ["evaluate reports --gold labels.jsonl"],
        ["evaluate grounding"] = [$"evaluate grounding {Cxr} --truth vividmed-demo/phantom --report grounding.html"],
        ["evaluate model"] = [$"evaluate model {Model} --shards vividmed-demo/mimic-cxr vividmed-demo/ct-rate"],
        ["evaluate reports"] = ["evaluate reports --gold labels.csv --report figures.html"],
        ["experiment"] = ["experiment ablation --out ablation"],
        ["experiment ablation"] = ["experiment ablation --out ablation", "experiment ablation --shards vividmed-demo/mimic-cxr --truth vividmed-demo/phantom --seeds 3 --steps 200 --out ablation"],
        ["experiment cross-modality"] = ["experiment cross-modality --out modalities"],
        ["experiment grounding"] = ["experiment grounding --out grounding"],
        ["experiment open-set"] = ["experiment open-set --out open-set --unseen 3"],
        ["experiment quality"] = ["experiment quality --out quality"],
        ["experiment rare"] = ["experiment rare --out rare"],
        ["hub"] = ["hub --state hub.db --port 4001"],
        ["image"] = ["image info chest.dcm"],
        ["image census"] = ["image census /data/mimic-cxr"],
        ["image info"] = ["image info chest.dcm", "image info '/data/**/*.nii.gz' --header-only --output json"],
        ["image render"] = ["image render chest.dcm --out chest.png", "image render scan.nii.gz --out scan.png --window bone --montage coronal"],
        ["models"] = ["models list"],
        ["models build"] = ["models build --out models --only phantom-cxas-mini"],
        ["models check"] = ["models check", "models check phantom-dino-mini --provider cpu"],
        ["models evaluate"] = ["models evaluate phantom-sat-mini --count 10"],
        ["models export"] = [$"models export {Model} --out vividmed-onnx"],
        ["models list"] = ["models list --models /models"],
        ["models new"] = ["models new /models/my-detector/model.onnx --labels classes.txt"],
        ["models try"] = ["models try phantom-dino-mini chest.dcm --out seen.png"],
        ["phantom"] = ["phantom --out phantom --cxr 12 --ct 2"],
        ["plan"] = ["plan --dataset mimic-cxr --root /data/mimic-cxr --split train"],
        ["quarantine"] = [$"quarantine list {Cxr}"],
        ["quarantine list"] = [$"quarantine list {Cxr} --reason truncated-pixel-data"],
        ["quarantine replay"] = ["quarantine replay --all --dataset mimic-cxr --root /data/mimic-cxr --out /data/out"],
        ["quarantine show"] = [$"quarantine show 50414267 {Cxr}"],
        ["report"] = ["report tag report.txt"],
        ["report generate"] = [$"report generate {Model} --image chest.dcm --out reports", $"report generate {Model} --image chest.dcm --out reports --localizers models"],
        ["report tag"] = ["report tag report.txt --output json", "report tag --jsonl reports.jsonl --with-labels"],
        ["review"] = ["review report --shards vividmed-demo/mimic-cxr"],
        ["review approve"] = ["review approve mimic-cxr-1 --state /data/out"],
        ["review export"] = [$"review export {Cxr}"],
        ["review import"] = [$"review import answers.json --sheet sheet.json --key key.json --reviewer ann {Cxr}"],
        ["review report"] = [$"review report {Cxr} --output json"],
        ["review sample"] = [$"review sample {Cxr} --size 20 --out sheet.json --page page.html"],
        ["review simulate"] = [$"review simulate --sheet sheet.json --truth vividmed-demo/phantom --out answers.json {Cxr}"],
        ["review study"] = ["review study make --shards /data/out --out study"],
        ["review study analyze"] = ["review study analyze study answers/reader-1.json answers/reader-2.json"],
        ["review study make"] = ["review study make --shards /data/out --split test --cases 36 --readers 3 --out study"],
        ["review study simulate"] = ["review study simulate study --out answers"],
        ["run"] = ["run --dataset mimic-cxr --root /data/mimic-cxr --out /data/out", "run --dataset ct-rate --root /data/ct-rate --out /data/ct --limit 100 --split train,validate"],
        ["runs"] = ["runs list --state /data/out"],
        ["runs cancel"] = ["runs cancel mimic-cxr-1 --state /data/out"],
        ["runs history"] = ["runs history mimic-cxr-1 --all --state /data/out"],
        ["runs list"] = ["runs list --state /data/out", "runs list --hub http://localhost:4001 --output json"],
        ["runs pause"] = ["runs pause mimic-cxr-1 --hub http://localhost:4001"],
        ["runs purge"] = ["runs purge --older-than 30 --state /data/out"],
        ["runs resume"] = ["runs resume mimic-cxr-1 --hub http://localhost:4001"],
        ["runs show"] = ["runs show mimic-cxr-1 --state /data/out"],
        ["schema"] = ["schema", "schema \"shards stats\" > shards-stats.schema.json"],
        ["serve"] = ["serve /data/out --port 8082"],
        ["shards"] = [$"shards stats {Cxr}"],
        ["shards diff"] = [$"shards diff 1 2 {Cxr}"],
        ["shards export"] = [$"shards export --to coco --out coco {Cxr}"],
        ["shards gc"] = [$"shards gc --dry-run {Cxr}"],
        ["shards quality"] = [$"shards quality --out quality.html {Cxr}"],
        ["shards repack"] = [$"shards repack --dry-run {Cxr}"],
        ["shards show"] = [$"shards show --most 4 --html samples.html {Cxr}"],
        ["shards stats"] = [$"shards stats {Cxr} --output json"],
        ["shards verify"] = [$"shards verify {Cxr}", $"shards verify --sources --dataset mimic-cxr --root vividmed-demo/phantom/mimic-cxr {Cxr}"],
        ["train"] = ["train --shards vividmed-demo/mimic-cxr vividmed-demo/ct-rate --base models/phantom-vividmed-mini --out my-model"],
        ["versions"] = [$"versions list {Cxr}"],
        ["versions list"] = [$"versions list {Cxr} --output json"],
        ["versions show"] = [$"versions show 1 {Cxr}"],
        ["worker"] = ["worker --roles cpu,gpu --hub http://localhost:4001"],
    };

    /// <summary>Those of a command by its path without the program's name; none where nobody wrote one.</summary>
    public static IReadOnlyList<string> Of(string path) => OfCommands.TryGetValue(path, out var calls) ? [.. calls.Select(static call => "vividmed " + call)] : [];

    /// <summary>Every path that examples are kept for.</summary>
    public static IReadOnlyCollection<string> Paths => OfCommands.Keys;

    /// <summary>Lets a tree of commands show them below its help.</summary>
    public static void ShowIn(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        if (help.Action is HelpAction written) help.Action = new HelpWithExamples(written);
    }
}
