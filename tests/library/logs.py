# logging: levels, handlers, formats and exceptions.
import io, logging
stream = io.StringIO()
logger = logging.getLogger('app.part')
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter('%(levelname)s:%(name)s:%(message)s'))
logger.addHandler(handler)
logger.setLevel(logging.INFO)
logger.debug('not shown')
logger.info('x=%d %s', 3, 'y')
logger.warning('careful')
try:
    1 / 0
except ZeroDivisionError:
    logger.exception('failed')
lines = stream.getvalue().splitlines()
print(lines[:3], lines[-1], len(lines) > 4)
#> ['INFO:app.part:x=3 y', 'WARNING:app.part:careful', 'ERROR:app.part:failed'] ZeroDivisionError: division by zero True
print(logger.parent.name, logger.isEnabledFor(10), logging.getLevelName(30), logging.getLogger('app') is logger.parent)
#> root False WARNING True
class Only(logging.Filter):
    def filter(self, record):
        return 'keep' in record.getMessage()
handler.addFilter(Only())
logger.error('drop')
logger.error('keep me')
print(stream.getvalue().splitlines()[-1])  #> ERROR:app.part:keep me
