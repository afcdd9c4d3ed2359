"""Writes oracle.json: values of scipy and statsmodels that the tests of this folder assert. Run: python3 make-oracle.py"""
import json, platform
import numpy, scipy, statsmodels
from fractions import Fraction
from math import comb
from scipy import stats, special
from statsmodels.stats.meta_analysis import effectsize_smd
from statsmodels.stats.proportion import proportion_confint, confint_proportions_2indep
from statsmodels.stats.multitest import multipletests

grid = {"versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__}}
grid["betaCdf"] = [[x, a, b, float(special.betainc(a, b, x))]
  for a in (0.5, 1, 2, 5.5, 30, 500, 20000) for b in (0.5, 1, 3, 12.5, 100, 3000)
  for x in (1e-12, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999) if special.betainc(a, b, x) > 1e-290]
def beta_quantile(p, a, b):
    """scipy 1.10's betaincinv is off by 5e-7 for p = 1e-10, a = 500: Newton steps on the logarithm with its own cdf and pdf."""
    x = float(special.betaincinv(a, b, p))
    for _ in range(3):
        cdf = special.betainc(a, b, x)
        if 0 < cdf < 0.9 and 0 < x < 1: x -= float(numpy.log(cdf / p) * cdf / stats.beta.pdf(x, a, b))
    return x
grid["betaQuantile"] = [[p, a, b, beta_quantile(p, a, b)]
  for a in (0.5, 1, 2, 46, 500) for b in (0.5, 1, 6, 100) for p in (1e-10, 0.001, 0.025, 0.5, 0.9, 0.975, 0.999999)]
grid["normalCdf"] = [[z, float(stats.norm.cdf(z))] for z in (-37, -20, -8, -5, -3, -2.9, -2.82, -1.96, -1, -0.1, 0, 0.3, 1, 1.96, 2.9, 5)]
grid["normalQuantile"] = [[p, float(stats.norm.ppf(p))] for p in (1e-300, 1e-100, 1e-20, 1e-10, 1e-5, 0.001, 0.025, 0.07, 0.08, 0.3, 0.5, 0.7, 0.95, 0.975, 0.999999)]
grid["tCdf"] = [[t, df, float(stats.t.cdf(t, df))] for df in (1, 2, 3.7, 9, 30, 1000) for t in (-1000, -50, -10, -2.26, -1, -0.01, 0, 0.5, 2, 10)]
def t_quantile(p, df):
    """scipy 1.10's t.ppf is good to 2e-9 only: two Newton steps with its own cdf and pdf."""
    t = float(stats.t.ppf(p, df))
    for _ in range(2):
        t -= float((stats.t.cdf(t, df) - p) / stats.t.pdf(t, df)) if p < 0.5 else float(((1 - p) - stats.t.sf(t, df)) / stats.t.pdf(t, df))
    return t
grid["tQuantile"] = [[p, df, t_quantile(p, df)] for df in (1, 2, 3.7, 4, 9, 10, 30, 1000) for p in (1e-12, 1e-6, 0.001, 0.025, 0.2, 0.3, 0.45, 0.7, 0.975, 0.9995)]
grid["binomialCdf"] = [[k, n, p, float(stats.binom.cdf(k, n, p))] for n in (1, 10, 50, 300, 5000) for p in (0.01, 0.5, 0.9) for k in sorted({0, n // 3, n // 2, n - 1})]
grid["wilson"] = [[k, n, level, *map(float, proportion_confint(k, n, 1 - level, "wilson"))] for n in (1, 3, 10, 50, 300) for k in sorted({0, n // 2, n - 1, n}) for level in (0.9, 0.95, 0.99)]
grid["clopperPearson"] = [[k, n, level, *map(float, proportion_confint(k, n, 1 - level, "beta"))] for n in (1, 3, 10, 50, 300) for k in sorted({0, n // 2, n - 1, n}) for level in (0.9, 0.95, 0.99)]
grid["newcombe"] = [[a, n, b, m, *map(float, confint_proportions_2indep(a, n, b, m, method="newcomb"))] for a, n, b, m in ((56, 70, 48, 80), (9, 10, 3, 10), (0, 20, 1, 25), (50, 50, 49, 50))]
grid["logGamma"] = [[x, float(special.gammaln(x))] for x in (1e-6, 0.01, 0.5, 0.9, 1.5, 2.5, 3.7, 10, 100.5, 1e4, 1e6)]
grid["binomialTail"] = [[k, n, p, float(stats.binom.sf(k - 1, n, p))] for n in (10, 300, 5000, 100000) for p in (0.001, 0.05, 0.5, 0.9) for k in sorted({1, n // 3, n // 2, n}) if stats.binom.sf(k - 1, n, p) > 1e-290]
grid["exactLowerTail"] = [[k, n, p, float(stats.binom.cdf(k, n, p))] for k, n, p in ((0, 100, 0.9), (7, 10, 0.9), (17, 20, 0.95), (90, 100, 0.95), (100, 300, 0.95), (4500, 5000, 0.95), (93000, 100000, 0.95), (10, 10, 0.5)) if stats.binom.cdf(k, n, p) > 1e-290]
grid["fisher"] = [[a, n, b, m, float(stats.fisher_exact([[a, n - a], [b, m - b]])[1])] for a, n, b, m in ((8, 10, 1, 6), (56, 70, 48, 80), (0, 20, 1, 25), (900, 1000, 700, 1000), (45000, 50000, 44700, 50000))]
grid["exactLowerBound"] = [[k, n, float(stats.beta.ppf(0.05, k, n - k + 1))] for k, n in ((1, 10), (10, 10), (20, 20), (50, 50), (59, 59), (100, 100), (299, 299), (95, 100), (940, 1000), (95000, 100000))]
rng = numpy.random.default_rng(7)
def pairs():
    for n in (5, 12, 40):
        a = [round(float(v), 3) for v in rng.normal(4, 1, n)]; b = [round(x + float(rng.normal(-0.2, 0.6)), 3) for x in a]
        yield a, b
grid["pairedT"] = []; grid["welch"] = []; grid["spearman"] = []; grid["pearson"] = []; grid["hedgesG"] = []
def hedges(a, b):
    a, b = numpy.array(a), numpy.array(b)
    return float(effectsize_smd(b.mean(), b.std(ddof=1), len(b), a.mean(), a.std(ddof=1), len(a))[0])
for a, b in pairs():
    paired = stats.ttest_rel(b, a); welch = stats.ttest_ind(b, a, equal_var=False); rho = stats.spearmanr(a, b)
    grid["pairedT"].append([a, b, float(paired.statistic), float(paired.pvalue)])
    grid["welch"].append([a, b, float(welch.statistic), float(welch.pvalue)])
    grid["spearman"].append([a, b, float(rho.correlation)])
    grid["pearson"].append([a, b, float(stats.pearsonr(a, b)[0])])
    grid["hedgesG"].append([a, b[: len(b) - 2], hedges(a, b[: len(b) - 2])])
grid["adjusted"] = [[ps, *[list(map(float, multipletests(ps, method=m)[1])) for m in ("holm", "fdr_bh", "fdr_by", "bonferroni")]] for ps in ([0.01, 0.02, 0.03, 0.04, 0.05], [0.2, 0.0001, 0.04, 0.04, 0.9, 0.011])]
grid["bayes"] = [[k, n, level, prior, *(float(stats.beta.ppf(q, k + prior, n - k + prior)) for q in ((1 - level) / 2, (1 + level) / 2))] for n in (1, 10, 50, 300) for k in sorted({0, n // 2, n - 1, n}) for level in (0.9, 0.95) for prior in (1, 0.5)]
def mid_p(b, c):
    """P(more extreme) + P(as extreme)/2 for |b - c|, as Fagerland, Lydersen and Laake (2013) define it, in exact fractions."""
    n = b + c; chance = lambda keep: Fraction(sum(comb(n, k) for k in range(n + 1) if keep(abs(2 * k - n))), 2 ** n)
    return float(chance(lambda d: d > abs(b - c)) + chance(lambda d: d == abs(b - c)) / 2)
grid["mcnemar"] = [[b, c, float(stats.binomtest(min(b, c), b + c, 0.5).pvalue), mid_p(b, c), float(stats.binom.sf(b - 1, b + c, 0.5)), float(special.betainc(c + 1, b + 1, 0.5))] for b, c in ((1, 0), (1, 1), (1, 7), (2, 1), (3, 3), (6, 16), (20, 20), (121, 59), (400, 300))]
json.dump(grid, open("oracle.json", "w"), separators=(",", ":")); open("oracle.json", "a").write("\n")
