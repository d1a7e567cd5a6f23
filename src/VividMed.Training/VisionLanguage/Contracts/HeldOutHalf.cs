using System.Security.Cryptography;
using System.Text;

namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>
/// Deals the patients of a held-out split into those that thresholds are learned on and those that figures are told of, always alike: by a
/// digest of the patient.
/// </summary>
public static class HeldOutHalf
{
    /// <summary>Whether a patient calibrates; else they measure.</summary>
    public static bool Calibrates(string patient) => (SHA256.HashData(Encoding.UTF8.GetBytes("calibration\n" + patient))[0] & 1) == 0;
}
