namespace CivicLoop.Domain.Scores;

/// <summary>Draws what rests on few observations towards the whole city, so that luck neither wins
/// nor loses.</summary>
public static class Shrinkage
{
    /// <summary>n ÷ least of the own share and the rest of the city's; from the least number on the
    /// own alone. It is the sample-size-dependent estimator of Drew, Singh and Choudhry (1982; Rao
    /// and Molina, Small Area Estimation, 2nd ed. 2015, 3.3.2), and has no jump at the least
    /// number.</summary>
    /// <param name="own">Share of the unit in millionths.</param>
    /// <param name="city">Share of the city in millionths.</param>
    /// <param name="n">Observations, 0 or more.</param>
    /// <param name="least">From this number on nothing is drawn.</param>
    public static int Of(int own, int city, long n, int least) =>
        n >= least ? own : (int)(((own * n) + (city * (least - n))) / least);
}
