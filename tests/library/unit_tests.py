# unittest: suites run, and results say what happened.
import io, unittest
class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.log = ['class']
    def setUp(self):
        self.log.append(self._testMethodName)
        self.addCleanup(self.log.append, 'clean')
    def test_equal(self):
        self.assertEqual([1, 2], [1, 2])
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertIn(1, {1: 2})
        self.assertIsNone(None)
        with self.assertRaisesRegex(ValueError, 'bad'):
            raise ValueError('very bad')
    def test_fails(self):
        self.assertEqual({'a': 1}, {'a': 2}, 'note')
    def test_error(self):
        {}['missing']
    @unittest.skip('not now')
    def test_skipped(self):
        pass
    @unittest.expectedFailure
    def test_expected(self):
        self.assertTrue(False)
    def test_sub(self):
        for n in range(3):
            with self.subTest(n=n):
                self.assertNotEqual(n, 1)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Case)
result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures))
#> 6 2 1 1 1
print(sorted(str(test).split()[0] for test, _ in result.failures), result.wasSuccessful())
#> ['test_fails', 'test_sub'] False
print(result.failures[0][1].splitlines()[-1] if result.failures else None)  #>  : note
print(result.skipped[0][1], Case.log[:3])  #> not now ['class', 'test_equal', 'clean']
