using System.Text;
using VividMed.Imaging.Dicom;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;

namespace VividMed.Exports.Families;

/// <summary>
/// What segments are called in SNOMED CT (as DICOM's context groups 7151 to 7199 and 6200 have it), by taxonomy id. A target that is not
/// here gets a private code whose meaning is its id.
/// </summary>
internal static class SegmentCodes
{
    private const string Snomed = "SCT";
    private const string Private = "99VIVIDMED";
    private const int PrivateLength = 12;
    private const int LongestMeaning = 64;

    private static readonly Dictionary<string, DicomCode> Known = new[]
    {
        ("lung", "39607008", "Lung"), ("lung upper lobe", "45653009", "Upper lobe of lung"), ("lung middle lobe", "72481006", "Middle lobe of right lung"),
        ("lung lower lobe", "90572001", "Lower lobe of lung"), ("thoracic cavity", "43799004", "Chest cavity"), ("trachea", "44567001", "Trachea"),
        ("heart", "80891009", "Heart"), ("aorta", "15825003", "Aorta"), ("pulmonary artery", "81040000", "Pulmonary artery"),
        ("inferior vena cava", "64131007", "Inferior vena cava"), ("superior vena cava", "48345005", "Superior vena cava"), ("myocardium", "74281007", "Myocardium"),
        ("esophagus", "32849002", "Esophagus"), ("mediastinum", "72410000", "Mediastinum"), ("thymus", "9875009", "Thymus"), ("thyroid", "69748006", "Thyroid"),
        ("liver", "10200004", "Liver"), ("spleen", "78961009", "Spleen"), ("kidney", "64033007", "Kidney"), ("adrenal gland", "23451007", "Adrenal gland"),
        ("pancreas", "15776009", "Pancreas"), ("gallbladder", "28231008", "Gallbladder"), ("stomach", "69695003", "Stomach"), ("duodenum", "38848004", "Duodenum"),
        ("colon", "71854001", "Colon"), ("bladder", "89837001", "Bladder"), ("breast", "76752008", "Breast"), ("skin", "39937001", "Skin"),
        ("rib", "113197003", "Rib"), ("clavicle", "51299004", "Clavicle"), ("sternum", "56873002", "Sternum"), ("scapula", "79601000", "Scapula"),
        ("humerus", "85050009", "Humerus"), ("spinal cord", "2748008", "Spinal cord"), ("vertebrae", "51282000", "Vertebra"),
        ("pleural effusion", "60046008", "Pleural effusion"), ("pneumothorax", "36118008", "Pneumothorax"), ("atelectasis", "46621007", "Atelectasis"),
        ("cardiomegaly", "8186001", "Cardiomegaly"), ("pulmonary edema", "19242006", "Pulmonary edema"), ("pulmonary emphysema", "87433001", "Pulmonary emphysema"),
        ("pulmonary fibrosis", "51615001", "Fibrosis of lung"), ("pulmonary embolism", "59282003", "Pulmonary embolism"), ("lung nodule", "27925004", "Nodule"),
        ("lung mass", "4147007", "Mass"), ("pulmonary consolidation", "9656002", "Consolidation"),
    }.ToDictionary(static row => row.Item1, static row => new DicomCode(row.Item2, Snomed, row.Item3), StringComparer.Ordinal);

    public static DicomCode CategoryOf(FindingKind kind) => kind == FindingKind.Anatomy
        ? new("123037004", Snomed, "Anatomical Structure")
        : new("49755003", Snomed, "Morphologically Abnormal Structure");

    public static DicomCode Of(string target) => Known.TryGetValue(target, out var code)
        ? code
        : new(Sha256.Of(Encoding.UTF8.GetBytes(target))[..PrivateLength], Private, target.Length <= LongestMeaning ? target : target[..LongestMeaning]);

    public static DicomCode? SideOf(Side side) => side switch
    {
        Side.Left => new("7771000", Snomed, "Left"),
        Side.Right => new("24028007", Snomed, "Right"),
        _ => null,
    };
}
