using VividMed.Reports.Assertions.Cues;
using VividMed.Reports.Language;

namespace VividMed.Reports.Assertions;

/// <summary>
/// What belongs to a patient's history by its nature: habits, whatever is said of them, and standing conditions that a clinical note lists
/// without a sentence around them. Notes only: an image that shows emphysema shows it now.
/// </summary>
internal sealed class SocialHistory
{
    private static readonly string[] Habits =
    [
        "alcohol", "etoh", "ethanol", "alcohol (use|abuse|consumption|intake)", "drinking", "drinker", "tobacco", "tobacco (use|abuse)",
        "smoker", "smoking", "smokes", "smoked", "cigarette", "nicotine", "pack year",
        "(illicit|iv|intravenous|recreational|street|other|) drug (use|abuse|addiction)", "illicit (drug|substance)", "(cocaine|heroin|marijuana|cannabis|opioid|opiate|methamphetamine|substance|polysubstance) (use|abuse|dependence|)", "substance", "(psychiatric|medical|surgical|social|family|menstrual|obstetric) history", "post menopausal", "postmenopausal", "menopausal", "menopause", "chronically",
    ];

    private static readonly string[] Standing =
    [
        "gout", "(gastroesophageal|gastro esophageal|acid) reflux (disease|)", "gerd", "schizophrenia", "schizoaffective disorder", "bipolar (disorder|)", "(major|) depression", "anxiety (disorder|)", "panic disorder", "diabetes (mellitus|) (type ii|type 2|type i|type 1|)", "(type ii|type 2|type i|type 1|insulin dependent|non insulin dependent) diabetes (mellitus|)", "dm", "niddm", "iddm", "(essential|) hypertension", "htn", "hyperlipidemia", "hypercholesterolemia", "dyslipidemia",
        "asthma", "copd", "chronic obstructive pulmonary disease", "coronary artery disease", "cad", "congestive heart failure", "chf", "(myocardial infarction|mi)", "(cva|stroke|tia)", "(chronic|paroxysmal|) atrial fibrillation", "peripheral vascular disease", "pvd", "chronic (kidney|renal) (disease|insufficiency|failure)", "ckd", "end stage renal disease", "esrd", "cirrhosis", "hepatitis (b|c|)", "hiv", "hiv/aids", "aids",
        "crohn s", "crohn", "(crohn s|crohn) disease", "ulcerative colitis", "irritable bowel syndrome", "hypothyroidism", "hyperthyroidism", "osteoporosis", "osteoporotic", "osteoarthritis", "rheumatoid arthritis", "lupus", "fibromyalgia", "migraine", "(seizure disorder|epilepsy)", "multiple sclerosis", "parkinson s (disease|)", "(dementia|alzheimer s) (disease|)", "(obstructive|) sleep apnea", "bph", "benign prostatic hypertrophy", "glaucoma", "cataract", "sickle cell (disease|)", "psoriasis", "sarcoidosis", "yeast infection", "appendectomy", "cholecystectomy", "hysterectomy", "tonsillectomy",
    ];

    private readonly PhraseTrie<bool> _habits = new();
    private readonly PhraseTrie<bool> _standing = new();
    private readonly PhraseTrie<bool> _owners = new();

    public SocialHistory(Lexicon lexicon)
    {
        foreach (var name in Habits) lexicon.Add(_habits, CuePattern.Parts(name), true);
        foreach (var name in Standing) lexicon.Add(_standing, CuePattern.Parts(name), true);
        foreach (var owner in (string[])["his", "her", "patient's", "s", "their"]) lexicon.Add(_owners, owner, true);
    }

    /// <summary>
    /// Whether tokens[first..end] of a sentence name a habit, or a standing condition as an entry of a list or as somebody's own.
    /// </summary>
    public bool Holds(ReadOnlySpan<Token> tokens, int first, int end)
    {
        for (var at = first; at < end; at++)
        {
            if (_habits.Match(tokens, at, out _) is > 0 and var length && at + length <= end) return true;
        }

        if (_standing.Match(tokens, first, out _) != end - first) return false;
        var owned = first > 0 && _owners.Match(tokens, first - 1, out _) > 0;
        return owned || (Opens(tokens, first) && Ends(tokens, end));
    }

    private static bool Opens(ReadOnlySpan<Token> tokens, int first) =>
        first == 0 || tokens[first - 1].Kind is not (TokenKind.Word or TokenKind.Comma);

    private static bool Ends(ReadOnlySpan<Token> tokens, int end) =>
        end >= tokens.Length || tokens[end].Kind is not (TokenKind.Word or TokenKind.Number);
}
