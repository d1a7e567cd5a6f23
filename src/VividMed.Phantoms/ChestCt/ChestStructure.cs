namespace VividMed.Datasets;

/// <summary>What a voxel of the phantom chest belongs to; each voxel has one structure.</summary>
internal enum ChestStructure : byte
{
    None,
    LeftUpperLobe,
    LeftLowerLobe,
    RightUpperLobe,
    RightMiddleLobe,
    RightLowerLobe,
    Heart,
    Aorta,
    Trachea,
    LeftBronchus,
    RightBronchus,
    Vertebrae,
    LeftRib,
    RightRib,
    Sternum,
    Liver,
    Spleen,
}
