namespace VividMed.Reports.Tests;

/// <summary>The names that papers, datasets and models publish, to be mapped without loss.</summary>
internal static class PublishedNames
{
    public static readonly string[] VinDr =
    [
        "Aortic enlargement", "Atelectasis", "Calcification", "Cardiomegaly", "Clavicle fracture", "Consolidation", "Edema", "Emphysema", "Enlarged PA", "ILD", "Infiltration", "Lung cavity",
        "Lung cyst", "Lung Opacity", "Mediastinal shift", "Nodule/Mass", "Other lesion", "Pleural effusion", "Pleural thickening", "Pneumothorax", "Pulmonary fibrosis", "Rib fracture",
    ];

    public static readonly string[] Abnormalities =
    [
        "atelectasis", "cardiomegaly", "clavicle fracture", "pulmonary consolidation", "pulmonary edema", "pulmonary emphysema", "pulmonary infiltrate", "pulmonary opacification", "mediastinal shift", "lung nodule",
        "kidney cyst", "pleural effusion", "pleural thickening", "pneumothorax", "pulmonary fibrosis", "rib fracture", "widened mediastinum", "pericardial effusion", "hiatal hernia", "lymphadenopathy",
        "peribronchial thickening", "bronchiectasis", "interlobular septal thickening", "vascular calcification",
    ];

    private static readonly string[] Sides = ["", "left ", "right "];

    /// <summary>The 37 anatomy patterns of the paper, expanded to 217 names.</summary>
    public static IReadOnlyList<string> Anatomy { get; } =
    [
        "trachea", "heart", "aortic arch", "liver", "colon", "duodenum", "gallbladder", "spleen", "stomach", "pancreas", "thyroid", "bladder", "uterus", "prostate",
        .. Sided("lung", "lung lobe", "lung lower lobe", "lung middle lobe", "lung upper lobe", "main bronchus", "atrium", "ventricle", "clavicle", "femur", "humerus", "scapula", "lobe of liver", "thyroid lobe", "adrenal gland", "kidney"),
        .. Each(["", "descending ", "ascending ", "thoracic ", "abdominal "], "aorta"),
        .. Sided([.. from kind in (string[])["", "common ", "main "] from name in (string[])["", "iliac ", "pulmonary ", "subclavian ", "carotid ", "brachiocephalic ", "coronary "] select $"{kind}{name}artery"]),
        .. Sided("vein", "common iliac vein", "pulmonary vein", "brachiocephalic vein"),
        .. Each(["", "inferior ", "superior "], "vena cava"),
        .. Sided(["rib", .. Enumerable.Range(1, 12).Select(static number => $"rib {number}")]),
        .. Each(["", "cervical ", "thoracic ", "lumbar "], "vertebrae"),
        .. Each(["", "cervical ", "thoracic ", "abdominal "], "esophagus"),
        .. Numbered("C", 7), .. Numbered("T", 12), .. Numbered("L", 6),
    ];

    /// <summary>The segmenter's structures of the chest and of what a chest scan shows of the abdomen (CT).</summary>
    public static IReadOnlyList<string> Sat { get; } =
    [
        "lung", "left lung", "right lung", "lung upper lobe", "lung lower lobe", "left lung upper lobe", "left lung lower lobe", "right lung upper lobe", "right lung middle lobe", "right lung lower lobe", "trachea", "bronchie", "thoracic cavity",
        "lung nodule", "lung tumor", "lung effusion", "covid-19 infection", "pulmonary embolism",
        "heart", "heart atrium", "heart ventricle", "left heart atrium", "right heart atrium", "left heart ventricle", "right heart ventricle", "left auricle of heart", "heart ascending aorta", "myocardium",
        "aorta", "pulmonary artery", "pulmonary vein", "superior vena cava", "inferior vena cava", "brachiocephalic trunk", "celiac trunk", "portal vein and splenic vein",
        .. Sided("brachiocephalic vein", "subclavian artery", "common carotid artery", "carotid artery"),
        "esophagus", "cervical esophagus", "thymus", "thyroid gland", "left thyroid", "right thyroid", "mediastinal tissue", "muscle", "fat", "skin", "left autochthon", "right autochthon",
        .. Sided("breast", "clavicle", "scapula", "humerus", "rib"),
        .. Sided([.. Enumerable.Range(1, 12).Select(static number => $"rib {number}")]),
        "costal cartilage", "sternum", "manubrium of sternum", "vertebrae", "spinal cord", "spinal canal",
        "cervical vertebrae", "thoracic vertebrae", "lumbar vertebrae",
        .. Levels("cervical", "c", 7), .. Levels("thoracic", "t", 12), .. Levels("lumbar", "l", 6),
        "liver", "left lobe of liver", "right lobe of liver", "liver tumor", "spleen", "stomach", "gallbladder", "pancreas", .. Sided("adrenal gland", "kidney", "kidney cyst"), "kidney tumor", "duodenum", "colon", "urinary bladder",
    ];

    private static IEnumerable<string> Sided(params IEnumerable<string> names) => names.SelectMany(static name => Each(Sides, name));

    private static IEnumerable<string> Each(string[] openings, string name) => openings.Select(opening => opening + name);

    private static IEnumerable<string> Numbered(string letter, int count) => Enumerable.Range(1, count).Select(number => $"{letter}{number} vertebra");

    private static IEnumerable<string> Levels(string region, string letter, int count) => Enumerable.Range(1, count).Select(number => $"{region} vertebrae {number} ({letter}{number})");
}
