namespace CivicLoop.Domain.Standards;

/// <summary>状态 A/B/C/C#: the state in which a check item was found.</summary>
public enum Grade
{
    A,
    B,
    C,

    /// <summary>C#: nothing of the points.</summary>
    CSharp,
}

/// <summary>What a grade is worth, and which grade a number of instances makes.</summary>
public static class Grades
{
    /// <summary>A whole share, in thousandths.</summary>
    public const int WholeMilli = 1000;

    private const int InstancesOfCSharp = 3;

    /// <summary>Share of the points in thousandths: A 1000, B 660, C 330, C# 0.</summary>
    public static int ShareMilli(this Grade grade) => grade switch
    {
        Grade.A => WholeMilli,
        Grade.B => 660,
        Grade.C => 330,
        Grade.CSharp => 0,
    };

    /// <summary>0 instances A, 1 B, 2 C, 3 and more C#.</summary>
    /// <param name="instances">How many were seen, 0 or more.</param>
    public static Grade OfInstances(int instances) =>
        (Grade)Math.Min(instances, InstancesOfCSharp);

    /// <summary>As it is written: <c>C#</c> for <see cref="Grade.CSharp"/>.</summary>
    public static string Sign(this Grade grade) => grade == Grade.CSharp ? "C#" : $"{grade}";
}
