namespace CivicLoop.Domain.Problems;

/// <summary>Reads the HTTP status out of a problem's number.</summary>
public static class ProblemStatus
{
    /// <summary>The HTTP status, 400 to 599.</summary>
    public static int HttpStatus(this ProblemCode code) => (int)code / 100;
}
